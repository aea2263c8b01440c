// SPDX-License-Identifier: Apache-2.0
package io.tocsin.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The broker that all tests of a JVM share, so a test names everything on it uniquely. */
public final class KafkaCluster {
    private final String bootstrapServers;
    private final Admin admin;
    private final AtomicInteger names = new AtomicInteger();

    KafkaCluster(String bootstrapServers, Admin admin) {
        this.bootstrapServers = bootstrapServers;
        this.admin = admin;
    }

    /** {@code host:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** A client for whatever else a test needs; not the test's to close. */
    public Admin admin() {
        return admin;
    }

    /** A name nobody else on this broker has: for a topic, a group, a Streams application. */
    public String uniqueName(String prefix) {
        return prefix + "-" + names.incrementAndGet();
    }

    /** Makes a topic named after the prefix and returns its name. */
    public String createTopic(String prefix, int partitions) {
        return createTopic(prefix, partitions, Map.of());
    }

    /** The same with topic settings, such as {@code cleanup.policy}. */
    public String createTopic(String prefix, int partitions, Map<String, String> settings) {
        String name = uniqueName(prefix);
        create(new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings));
        return name;
    }

    private void create(NewTopic topic) {
        try {
            admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("topic " + topic.name() + " was not created", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
