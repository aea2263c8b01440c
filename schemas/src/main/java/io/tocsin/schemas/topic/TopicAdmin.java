// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes topics. */
public final class TopicAdmin {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TopicAdmin() {}

    /**
     * Makes those of {@code topics} that do not exist, and returns when they can be used. One that exists is left as it
     * is, whatever its settings. Throws {@link KafkaException} if the cluster does not answer or does not allow it.
     *
     * @param kafka client properties, {@code bootstrap.servers} among them
     * @param partitions at least 1; the same for all, as records meet by key
     * @param replicationFactor at least 1, or -1 for the cluster's default; from 3 up, an acknowledged record is on two
     *     brokers
     */
    public static void createMissing(
            Map<String, String> kafka, Collection<Topic<?, ?>> topics, int partitions, short replicationFactor) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
        properties.putAll(kafka);
        try (Admin admin = Admin.create(properties)) {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = topics.stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .map(topic -> new NewTopic(topic.name(), partitions, replicationFactor)
                            .configs(settings(topic.retention(), replicationFactor)))
                    .toList();
            for (KafkaFuture<Void> created :
                    admin.createTopics(missing).values().values()) {
                awaitUnlessExists(created);
            }
            awaitVisible(admin, missing.stream().map(NewTopic::name).toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while making topics", e);
        } catch (ExecutionException e) {
            throw new KafkaException("cannot make topics: " + e.getMessage(), e);
        }
    }

    static Map<String, String> settings(Retention retention, short replicationFactor) {
        Map<String, String> settings = new HashMap<>();
        switch (retention) {
            case Retention.For kept -> {
                settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
                settings.put(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(kept.time().toMillis()));
            }
            case Retention.Compacted compacted -> {
                settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
                // The newest segment is never compacted: without this a small topic never is.
                settings.put(
                        TopicConfig.SEGMENT_MS_CONFIG,
                        Long.toString(Duration.ofDays(1).toMillis()));
            }
        }
        if (replicationFactor >= 3) {
            settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
        }
        return settings;
    }

    /** Another instance may have been quicker. */
    private static void awaitUnlessExists(KafkaFuture<Void> created) throws InterruptedException, ExecutionException {
        try {
            created.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** The controller answers before every broker has heard; Kafka Streams fails on a topic that is not there. */
    private static void awaitVisible(Admin admin, List<String> names) throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                admin.describeTopics(names).allTopicNames().get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }
}
