// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.view;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/** A topic that this process reads whole and follows. */
public interface FollowedTopic {
    List<TopicPartition> partitions();

    /** Completes when everything before that offset has been seen. */
    CompletableFuture<Void> reaches(TopicPartition partition, long end);
}
