// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

import static java.util.Objects.requireNonNull;

/**
 * One name of a principal as a source gave it.
 *
 * @param namespace in whose books the name is unique ({@code okta:acme}, {@code serial}, an issuer URL); may be empty
 *     for names that are unique by themselves
 */
public record Identifier(IdentifierKind kind, String namespace, String value, Strength strength) {
    public Identifier {
        requireNonNull(kind, "kind");
        requireNonNull(namespace, "namespace");
        requireNonNull(strength, "strength");
        if (requireNonNull(value, "value").isEmpty()) {
            throw new IllegalArgumentException("identifier of kind " + kind + " has no value");
        }
    }
}
