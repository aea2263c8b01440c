// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.chaos.ledger;

import java.util.Optional;

/**
 * One SET in the receiver's ledger, a line of it.
 *
 * @param stream how it came: push or poll
 * @param millis when, since 1970
 * @param txn which event it tells of
 */
record Arrived(String stream, long millis, String jti, String txn) {
    String line() {
        return stream + "\t" + millis + "\t" + jti + "\t" + txn + "\n";
    }

    /** Empty for a line that a kill cut short: what was not written whole was not acknowledged. */
    static Optional<Arrived> parse(String line) {
        String[] parts = line.split("\t", -1);
        return parts.length == 4
                ? Optional.of(new Arrived(parts[0], Long.parseLong(parts[1]), parts[2], parts[3]))
                : Optional.empty();
    }
}
