// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.failing;

import java.time.Instant;

/**
 * Attempts that failed in a row, without a success between.
 *
 * @param reason of the last one, for people: no secrets, no identifiers of persons
 * @param refused somebody has to mend something; otherwise it may pass
 * @param failures how many
 * @param since when the first one ended
 * @param last when the last one ended
 * @param sinceResume how many since the stream was last started again
 */
public record Trouble(String reason, boolean refused, int failures, Instant since, Instant last, int sinceResume) {

    public static Trouble first(String reason, boolean refused, Instant now) {
        return new Trouble(reason, refused, 1, now, now, 1);
    }

    public Trouble again(String now, boolean isRefused, Instant at) {
        return new Trouble(now, isRefused, failures + 1, since, at, sinceResume + 1);
    }

    /** The stream was stopped for it, and is started again to see whether it is over. */
    public Trouble resumed() {
        return new Trouble(reason, refused, failures, since, last, 0);
    }
}
