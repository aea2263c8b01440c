// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.view;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** A topic that this process reads and follows. */
public interface FollowedTopic {
    List<TopicPartition> partitions();

    /** Completes when everything before that offset has been seen. */
    CompletableFuture<Void> reaches(TopicPartition partition, long end);

    /** What reads it, for whoever measures it; nothing else may be asked of it. */
    Consumer<?, ?> consumer();
}
