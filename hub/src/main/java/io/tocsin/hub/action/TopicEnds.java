// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action;

import io.tocsin.transmitter.view.Following;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far a topic goes. */
final class TopicEnds {
    private TopicEnds() {}

    /** Completes when all that is in the topic now has been seen; fails as the Kafka client does. */
    static CompletableFuture<Void> reached(Admin admin, Following<?, ?> following) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        following.partitions().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        return admin.listOffsets(latest)
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .thenCompose(ends -> CompletableFuture.allOf(ends.entrySet().stream()
                        .map(end ->
                                following.reaches(end.getKey(), end.getValue().offset()))
                        .toArray(CompletableFuture<?>[]::new)));
    }
}
