// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology.running;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then whether the outbox still has the partitions it had. */
public final class OutboxWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxWatch.class);

    private final OutboxPartitions partitions;
    private final Admin admin;
    private final Consumer<String> onChange;
    private final Duration every;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** @param onChange told once what is wrong */
    public OutboxWatch(OutboxPartitions partitions, Admin admin, Duration every, Consumer<String> onChange) {
        this.partitions = partitions;
        this.admin = admin;
        this.every = every;
        this.onChange = onChange;
        Thread.ofVirtual().name("transmitter-outbox-watch").start(this::watch);
    }

    private void watch() {
        try {
            while (!closing.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                if (changed()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean changed() {
        try {
            var change = partitions.change(admin);
            change.ifPresent(onChange);
            return change.isPresent();
        } catch (KafkaException e) {
            LOG.debug("the partitions of the outbox are not known at the moment", e);
            return false;
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
