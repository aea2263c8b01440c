// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.demo.audience;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Waits until the hub has nothing left to do: every consumer has finished everything in every topic it reads. */
public final class Quiet {
    private static final long BETWEEN_LOOKS_MILLIS = 25;

    private Quiet() {}

    /** False if there is still something under way by then. */
    public static boolean await(Map<String, String> kafka, Duration longest, InstantSource clock)
            throws InterruptedException, ExecutionException {
        Instant deadline = clock.instant().plus(longest);
        try (Admin admin = Admin.create(new HashMap<>(kafka))) {
            Map<TopicPartition, Long> before = Map.of();
            while (clock.instant().isBefore(deadline)) {
                Map<TopicPartition, Long> now = committedIfAllIsDone(admin);
                // twice the same: what one consumer finished is not what another one has yet to begin
                if (!now.isEmpty() && now.equals(before)) {
                    return true;
                }
                before = now;
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
            }
            return false;
        }
    }

    /** Empty while there is work left. */
    private static Map<TopicPartition, Long> committedIfAllIsDone(Admin admin)
            throws InterruptedException, ExecutionException {
        Set<String> groups = admin.listGroups().all().get().stream()
                .map(GroupListing::groupId)
                .collect(toSet());
        Map<TopicPartition, Long> committed = new HashMap<>();
        for (String group : groups) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get());
            offsets.values().removeIf(Objects::isNull);
            offsets.forEach((partition, offset) -> committed.merge(partition, offset.offset(), Math::min));
        }
        Map<TopicPartition, Long> ends = ends(admin, committed.keySet());
        // nobody commits a partition in which there never was anything
        ends.forEach((partition, end) -> committed.putIfAbsent(partition, 0L));
        return committed.equals(ends) ? committed : Map.of();
    }

    /** Of every partition of those topics. */
    private static Map<TopicPartition, Long> ends(Admin admin, Collection<TopicPartition> some)
            throws InterruptedException, ExecutionException {
        Set<String> topics = some.stream().map(TopicPartition::topic).collect(toSet());
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        admin.describeTopics(topics)
                .allTopicNames()
                .get()
                .forEach((name, topic) -> topic.partitions()
                        .forEach(info -> latest.put(new TopicPartition(name, info.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }
}
