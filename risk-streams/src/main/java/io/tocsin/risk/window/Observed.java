// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.window;

import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import java.time.Instant;

/**
 * One signal that a window remembers.
 *
 * @param value what the window tells signals apart by; empty where it does not, or the signal has none
 * @param latitude degrees; NaN where nobody knows
 * @param counts the window looks at it
 * @param matches the rule is about it: the window is asked at this one
 */
record Observed(
        String signal, Instant at, String value, double latitude, double longitude, boolean counts, boolean matches) {

    /** Strings know their hashes, which mostly differ where they do; a look at what is in them takes longer. */
    boolean isOf(String id) {
        return signal.hashCode() == id.hashCode() && signal.equals(id);
    }

    boolean isLocated() {
        return !Double.isNaN(latitude) && !Double.isNaN(longitude);
    }

    void write(StateWriter out) {
        out.text(signal);
        out.instant(at);
        out.text(value);
        out.bool(isLocated());
        if (isLocated()) {
            out.float64(latitude);
            out.float64(longitude);
        }
        out.bool(counts);
        out.bool(matches);
    }

    static Observed read(StateReader in) {
        String signal = in.text();
        Instant at = in.instant();
        String value = in.text();
        boolean located = in.bool();
        double latitude = located ? in.float64() : Double.NaN;
        double longitude = located ? in.float64() : Double.NaN;
        return new Observed(signal, at, value, latitude, longitude, in.bool(), in.bool());
    }
}
