// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.dialect;

import static java.util.Objects.requireNonNull;

import io.tocsin.transmitter.key.SigningAlgorithm;

/** How one receiver wants its SETs. */
public record SetProfile(Dialect dialect, SigningAlgorithm algorithm) {
    public static final SetProfile DEFAULT = new SetProfile(Dialect.SSF_1_0, SigningAlgorithm.RS256);

    public SetProfile {
        requireNonNull(dialect, "dialect");
        requireNonNull(algorithm, "algorithm");
    }
}
