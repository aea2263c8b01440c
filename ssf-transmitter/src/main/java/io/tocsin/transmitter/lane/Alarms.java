// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane;

import java.time.Duration;

/** Calls back later. */
@FunctionalInterface
public interface Alarms {
    /** Runs once, about then or somewhat later, on a thread that must not be blocked. */
    void after(Duration delay, Runnable call);
}
