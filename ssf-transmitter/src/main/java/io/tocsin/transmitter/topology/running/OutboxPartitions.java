// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology.running;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/** Which partition of the outbox a stream's SETs are in: by the hash of its id, as producers choose it. */
public final class OutboxPartitions implements ToIntFunction<String> {
    /** What keeps the SETs that wait, one partition for each of the outbox. */
    private static final String CHANGELOG = StreamsSettings.APPLICATION + "-pending-changelog";

    private static final String OUTBOX = Topics.OUTBOX.name();

    private final Serializer<String> keys;
    private final int count;

    private OutboxPartitions(Serializer<String> keys, int count) {
        this.keys = keys;
        this.count = count;
    }

    /**
     * Asks the cluster how many there are.
     *
     * @throws IllegalStateException if they are not as many as when the outbox was first used: another partition would
     *     be a stream's from then on, and what waits for it in the old one would never leave
     * @throws KafkaException if the cluster does not say
     */
    public static OutboxPartitions read(Admin admin, Wire wire) {
        int count = countOf(admin, OUTBOX);
        if (topics(admin).contains(CHANGELOG)) {
            int before = countOf(admin, CHANGELOG);
            if (before != count) {
                throw new IllegalStateException(changed(before, count));
            }
        }
        return new OutboxPartitions(wire.keys(Topics.OUTBOX).serializer(), count);
    }

    /** What is wrong, if somebody has added partitions since. Throws {@link KafkaException}. */
    Optional<String> change(Admin admin) {
        int now = countOf(admin, OUTBOX);
        return now == count ? Optional.empty() : Optional.of(changed(count, now));
    }

    private static String changed(int before, int now) {
        return "topic " + OUTBOX + " has " + now + " partitions, expected " + before + " as when it was first used: the"
                + " partition of each stream goes by their number, so it cannot change. To divide the streams anew, let"
                + " the outbox run empty, stop every transmitter, delete the topics " + OUTBOX + " and "
                + StreamsSettings.APPLICATION + "-*, set topics.partitions, and start";
    }

    private static int countOf(Admin admin, String topic) {
        return answered(topic, () -> {
            Map<String, TopicDescription> described =
                    admin.describeTopics(List.of(topic)).allTopicNames().get();
            return requireNonNull(described.get(topic), topic).partitions().size();
        });
    }

    private static Set<String> topics(Admin admin) {
        return answered("all topics", () -> admin.listTopics().names().get());
    }

    private interface Question<T> {
        T ask() throws InterruptedException, ExecutionException;
    }

    private static <T> T answered(String topic, Question<T> question) {
        try {
            return question.ask();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking for the partitions of " + topic, e);
        } catch (ExecutionException e) {
            throw new KafkaException("cannot learn the partitions of " + topic + ": " + e.getMessage(), e);
        }
    }

    @Override
    public int applyAsInt(String streamId) {
        return Utils.toPositive(Utils.murmur2(keys.serialize(OUTBOX, streamId))) % count;
    }
}
