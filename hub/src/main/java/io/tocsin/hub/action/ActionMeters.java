// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tocsin.schemas.action.ActionReceipt;
import io.tocsin.schemas.action.ActionReceipt.Standing;

/** What actions count. */
final class ActionMeters {
    private final MeterRegistry registry;

    ActionMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void watch(Receipts receipts) {
        Gauge.builder("tocsin.actions.waiting", receipts, Receipts::waiting)
                .description("actions to be done or tried again, of all hubs")
                .register(registry);
    }

    void ended(ActionReceipt receipt) {
        String word = switch (receipt.standing()) {
            case Standing.Waiting waiting -> throw new IllegalStateException("a receipt that waits has not ended");
            case Standing.Done done -> "done";
            case Standing.Absent absent -> "absent";
            case Standing.GivenUp given -> "given-up";
        };
        Counter.builder("tocsin.actions.ended")
                .description("actions by how they ended")
                .tag("target", receipt.target())
                .tag("standing", word)
                .register(registry)
                .increment();
        receipt.effect()
                .ifPresent(time -> Timer.builder("tocsin.actions.effect")
                        .description("from the word that led to a revocation to its confirmation")
                        .tag("target", receipt.target())
                        .publishPercentileHistogram()
                        .register(registry)
                        .record(time));
    }

    void failed(String target) {
        Counter.builder("tocsin.actions.failed")
                .description("tries that did not work")
                .tag("target", target)
                .register(registry)
                .increment();
    }
}
