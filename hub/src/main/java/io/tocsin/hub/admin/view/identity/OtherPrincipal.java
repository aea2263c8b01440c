// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.identity;

import static java.util.Objects.requireNonNull;

/** The other one of two that are to be one, or never to be. {@code other} is an id or a name. */
public record OtherPrincipal(String other) {
    public OtherPrincipal {
        requireNonNull(other, "other is missing, expected the id or a name of a principal");
    }
}
