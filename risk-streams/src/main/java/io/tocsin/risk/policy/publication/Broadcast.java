// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.publication;

import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every partition of the risk stage what is in force. Each instance does, so that nobody's crash keeps a step
 * from taking effect: a partition that has heard of it, or of a later one, drops it.
 */
final class Broadcast implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Broadcast.class);
    private static final long AGAIN_SECONDS = 2;

    private final TopicWriter writer;
    private final ScheduledExecutorService again = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tocsin-policy-broadcast").factory());
    private long latest = -1;

    Broadcast(TopicWriter writer) {
        this.writer = writer;
    }

    /** Tells it until it has been heard, unless something later is to be told meanwhile. */
    synchronized void tell(RiskControl.PolicyChange change) {
        latest = Math.max(latest, change.activation());
        attempt(change);
    }

    private synchronized void attempt(RiskControl.PolicyChange change) {
        if (change.activation() < latest) {
            return;
        }
        var unused = writer.writeToAll(Topics.RISK_CONTROL, change.key(), change)
                .whenComplete((done, failure) -> {
                    if (failure != null && !again.isShutdown()) {
                        log.warn("policies: step at {} is told again: {}", change.activation(), failure.getMessage());
                        var unusedToo = again.schedule(() -> attempt(change), AGAIN_SECONDS, TimeUnit.SECONDS);
                    }
                });
    }

    @Override
    public void close() {
        again.shutdownNow();
    }
}
