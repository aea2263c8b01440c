// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.demo;

import java.time.Duration;
import java.util.Locale;

/**
 * One line of the story.
 *
 * @param who acts
 * @param sent what they do
 * @param arrived what came of it
 * @param latency how long that took, as text; empty where nothing was waited for
 */
record Step(String who, String sent, String arrived, String latency, boolean good) {

    static String time(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        if (millis >= 1000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000);
        }
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    }
}
