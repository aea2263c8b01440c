// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/** Waits as long as it says. */
record MachineTime(InstantSource clock) implements Time {
    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    @SuppressWarnings({"WaitNotInLoop", "SynchronizationOnLocalVariableOrMethodParameter"}) // the caller's
    public void await(Object monitor, Duration longest) throws InterruptedException {
        // nought would be for ever
        monitor.wait(Math.max(1, longest.toMillis()));
    }

    @Override
    public <T> T during(Duration longest, Function<Duration, T> call) {
        return call.apply(longest);
    }
}
