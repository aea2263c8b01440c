// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened, closed in reverse; one that does not close keeps no other from it. */
final class Parts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Duration patience;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** @param patience for the topology to end what it is at */
    Parts(Duration patience) {
        this.patience = patience;
    }

    <T extends AutoCloseable> T opened(T part) {
        opened.addLast(part);
        return part;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable part = opened.removeLast();
            try {
                if (part instanceof KafkaStreams streams) {
                    // at once, not when the session times out: whoever comes next need not wait
                    streams.close(CloseOptions.timeout(patience)
                            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
                } else {
                    part.close();
                }
            } catch (Exception e) {
                LOG.warn("could not close {}", part.getClass().getSimpleName(), e);
            }
        }
    }
}
