// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.view;

import static java.util.Objects.requireNonNull;

import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request wait until this process has seen all that any process had written before the request came: asks Kafka
 * where the topics end, and waits until what follows them has got there. Requests that come while Kafka is being asked
 * share the next question, so there is never more than one under way.
 */
public final class Freshness implements CaughtUp {
    private static final Duration LONGEST = Duration.ofSeconds(4);
    private static final Duration COME_BACK = Duration.ofSeconds(2);

    private final Admin admin;
    private final List<FollowedTopic> topics;
    private boolean asking;
    /** Who came after the question under way was asked. */
    private @Nullable CompletableFuture<Void> next;

    /** @param admin stays the caller's to close */
    public Freshness(Admin admin, List<FollowedTopic> topics) {
        this.admin = admin;
        this.topics = List.copyOf(topics);
    }

    @Override
    public CompletableFuture<Void> reached() {
        CompletableFuture<Void> shared;
        boolean ask;
        synchronized (this) {
            if (next == null) {
                next = new CompletableFuture<>();
            }
            shared = next;
            ask = !asking;
            asking = true;
        }
        if (ask) {
            ask();
        }
        return shared.copy()
                .orTimeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    throw new RejectedException(new Rejection.Unavailable(COME_BACK));
                });
    }

    private void ask() {
        CompletableFuture<Void> served;
        synchronized (this) {
            if (next == null) {
                asking = false;
                return;
            }
            served = next;
            next = null;
        }
        var unused = ends().whenComplete((ends, failure) -> {
            if (failure == null) {
                await(ends, served);
            } else {
                served.completeExceptionally(failure);
            }
            ask();
        });
    }

    private CompletableFuture<Map<TopicPartition, ListOffsetsResultInfo>> ends() {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        topics.forEach(topic -> topic.partitions().forEach(partition -> asked.put(partition, OffsetSpec.latest())));
        return admin.listOffsets(asked, new ListOffsetsOptions().timeoutMs((int) LONGEST.toMillis()))
                .all()
                .toCompletionStage()
                .toCompletableFuture();
    }

    private void await(Map<TopicPartition, ListOffsetsResultInfo> ends, CompletableFuture<Void> served) {
        List<CompletableFuture<Void>> waits = new ArrayList<>();
        for (FollowedTopic topic : topics) {
            for (TopicPartition partition : topic.partitions()) {
                waits.add(topic.reaches(
                        partition,
                        requireNonNull(ends.get(partition), "Kafka answered for every partition")
                                .offset()));
            }
        }
        var unused = CompletableFuture.allOf(waits.toArray(CompletableFuture<?>[]::new))
                .whenComplete((seen, failure) -> {
                    if (failure == null) {
                        served.complete(null);
                    } else {
                        served.completeExceptionally(failure);
                    }
                });
    }
}
