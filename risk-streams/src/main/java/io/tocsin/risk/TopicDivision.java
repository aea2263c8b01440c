// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import io.tocsin.schemas.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Into how many partitions the topics are divided that the risk stage reads together; the cluster is asked once. */
final class TopicDivision implements IntSupplier {
    private final Map<String, String> kafka;
    private int known;

    TopicDivision(Map<String, String> kafka) {
        this.kafka = kafka;
    }

    /** Throws {@link IllegalStateException} if they are not divided alike, {@link KafkaException} if nobody says. */
    @Override
    public synchronized int getAsInt() {
        if (known == 0) {
            known = ask();
        }
        return known;
    }

    private int ask() {
        List<String> names =
                List.of(Topics.RESOLVED_SIGNALS.name(), Topics.RISK_FLOWS.name(), Topics.RISK_CONTROL.name());
        Map<String, Integer> found = new TreeMap<>();
        try (Admin admin = Admin.create(new HashMap<>(kafka))) {
            admin.describeTopics(names)
                    .allTopicNames()
                    .get()
                    .forEach((name, topic) -> found.put(name, topic.partitions().size()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while risk starts", e);
        } catch (ExecutionException e) {
            throw new KafkaException("risk cannot see its topics " + names + "; do they exist?", e.getCause());
        }
        Set<Integer> counts = new TreeSet<>(found.values());
        if (counts.size() != 1) {
            throw new IllegalStateException("topics are divided differently, expected the same number of partitions"
                    + " for each, since their records meet by key: " + found);
        }
        return counts.iterator().next();
    }
}
