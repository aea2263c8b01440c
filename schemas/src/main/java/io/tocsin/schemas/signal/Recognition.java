// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How a principal was recognised in a signal.
 *
 * @param strength what that proves. Weak: a guess for the moment, which joined nothing and may be wrong
 * @param by the kinds of names that told, in the order of the vocabulary
 */
public record Recognition(Strength strength, List<IdentifierKind> by) {
    public Recognition {
        requireNonNull(strength, "strength");
        by = List.copyOf(by);
    }
}
