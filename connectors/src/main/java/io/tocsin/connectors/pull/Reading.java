// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull;

import io.tocsin.connectors.feed.Memory;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.connectors.pull.checkpoint.PageLog;
import io.tocsin.connectors.pull.checkpoint.Recall;
import io.tocsin.schemas.connector.Trouble;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that reads one feed for as long as this instance owns it, and begins anew when Kafka fails it. */
final class Reading implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Plan plan;
    private final int partition;
    private final Told told;
    private final Pulse pulse;
    private final Map<String, String> kafka;
    private final Wire wire;
    private final Clockwork clockwork;
    private final ConnectorMetrics metrics;
    private final Thread thread;
    private volatile boolean stopped;

    Reading(
            Plan plan,
            int partition,
            Told told,
            Pulse pulse,
            Map<String, String> kafka,
            Wire wire,
            Clockwork clockwork,
            ConnectorMetrics metrics) {
        this.plan = plan;
        this.partition = partition;
        this.told = told;
        this.pulse = pulse;
        this.kafka = kafka;
        this.wire = wire;
        this.clockwork = clockwork;
        this.metrics = metrics;
        this.thread = new Thread(this::run, "tocsin-connector-" + plan.id());
        thread.setDaemon(true);
    }

    Reading start() {
        thread.start();
        return this;
    }

    private void run() {
        int failures = 0;
        while (!stopped) {
            try (PageLog log = PageLog.open(kafka, wire, plan.id(), partition, PageLog::producer)) {
                Memory memory = new Memory(plan.id(), clockwork.now());
                Recall.partition(kafka, wire, partition, memory::apply);
                failures = 0;
                try (Reader reader = new Reader(plan, log, memory, told, pulse, clockwork, metrics)) {
                    reader.run();
                }
            } catch (InterruptedException e) {
                return;
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                // the other owner knows it is one; if it is not, this instance will be told
                failures++;
                LOG.info("Connector {} is read by another instance", plan.id());
            } catch (RuntimeException e) {
                failures++;
                if (!stopped) {
                    LOG.warn("Connector {} begins anew", plan.id(), e);
                }
            }
            if (!stopped && !slept(clockwork.backoff(Trouble.Kind.OURS, failures))) {
                return;
            }
        }
    }

    private boolean slept(Duration time) {
        try {
            clockwork.time().sleep(time);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** What was under way is left: the next owner ends it. */
    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
