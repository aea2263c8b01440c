// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/** Which partition of the outbox a stream's SETs are in: by the hash of its id, as producers choose it. */
final class OutboxPartitions implements ToIntFunction<String> {
    private final Serializer<String> keys;
    private final int count;

    private OutboxPartitions(Serializer<String> keys, int count) {
        this.keys = keys;
        this.count = count;
    }

    /** Asks the cluster once how many there are. Throws {@link KafkaException} if it does not say. */
    static OutboxPartitions read(Map<String, String> kafka, Wire wire) {
        String outbox = Topics.OUTBOX.name();
        try (Admin admin = Admin.create(new HashMap<>(kafka))) {
            TopicDescription described = requireNonNull(
                    admin.describeTopics(List.of(outbox)).allTopicNames().get().get(outbox), outbox);
            return new OutboxPartitions(
                    wire.keys(Topics.OUTBOX).serializer(),
                    described.partitions().size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking for the partitions of " + outbox, e);
        } catch (ExecutionException e) {
            throw new KafkaException("cannot learn the partitions of " + outbox + ": " + e.getMessage(), e);
        }
    }

    @Override
    public int applyAsInt(String streamId) {
        return Utils.toPositive(Utils.murmur2(keys.serialize(Topics.OUTBOX.name(), streamId))) % count;
    }
}
