// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.live;

import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.feed.Memory;
import io.tocsin.connectors.feed.Page;
import io.tocsin.connectors.feed.Positions;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.StrictJson;
import io.tocsin.connectors.json.UnexpectedJsonException;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Harvest;
import io.tocsin.connectors.mapping.Source;
import io.tocsin.connectors.time.Time;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.schemas.connector.ConnectorState.Position;
import io.tocsin.schemas.connector.Trouble;
import io.tocsin.schemas.origin.Transport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics of a vendor's that speaks the Kafka protocol, all of their partitions. The place is ours, the last
 * record read of each partition, and is kept with what the records gave: the vendor's consumer groups have no part in
 * it.
 */
public final class KafkaFeed implements Feed {
    /** Within which a vendor that has nothing new is asked whether it is there. */
    private static final Duration LIVELY = Duration.ofSeconds(30);

    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final FeedId id;
    private final Source format;
    private final List<String> topics;
    private final Client client;
    private final Duration lookback;
    private final LiveFeed.Limits limits;
    private final Time time;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private Places places = Places.parse(null);
    private Instant heard = Instant.MIN;

    /** How the vendor is reached. */
    public interface Client {
        /** Of a Kafka client; those that the reading itself depends on are set beside them. */
        Map<String, String> properties();

        /** The vendor does not know us: what we prove ourselves by may be another meanwhile. */
        void refused();
    }

    /**
     * A feed of topics.
     *
     * @param lookback how far back the very first reading goes, as far as the vendor still has it
     */
    public KafkaFeed(
            FeedId id,
            Source format,
            List<String> topics,
            Client client,
            Duration lookback,
            LiveFeed.Limits limits,
            InstantSource clock) {
        this.id = id;
        this.format = format;
        this.topics = List.copyOf(topics);
        this.lookback = lookback;
        this.limits = limits;
        this.time = Time.of(clock);
        this.client = client;
    }

    @Override
    public FeedId id() {
        return id;
    }

    @Override
    public Page read(Memory memory, Instant begun) throws FaultException, InterruptedException {
        try {
            return page(memory.position());
        } catch (InterruptException unused) {
            // it has set the thread's mark, which the exception stands for
            Thread.interrupted();
            throw new InterruptedException();
        } catch (InvalidOffsetException unused) {
            throw new FaultException(Trouble.Kind.CURSOR_INVALID, "the vendor does not have our place any more");
        } catch (AuthenticationException | AuthorizationException e) {
            client.refused();
            throw new FaultException(
                    Trouble.Kind.AUTHORIZATION,
                    e.getClass().getSimpleName() + ": is the credential right, and may it read the topics?");
        } catch (InvalidTopicException | UnknownTopicOrPartitionException unused) {
            throw unknownTopic();
        } catch (KafkaException e) {
            throw new FaultException(
                    Trouble.Kind.TRANSIENT, "no answer: " + e.getClass().getSimpleName());
        }
    }

    private Page page(Position before) throws FaultException {
        Instant floor = Positions.floor(before, time.instant(), lookback);
        Consumer<byte[], byte[]> open = opened(before, floor);
        ConsumerRecords<byte[], byte[]> came = time.during(limits.patience(), open::poll);
        Instant now = time.instant();
        if (!came.isEmpty()) {
            heard = now;
        } else if (!now.isBefore(heard.plus(LIVELY))) {
            // poll says nothing of a vendor that is away
            var unused = open.endOffsets(open.assignment(), ANSWER);
            heard = now;
        }
        Harvest harvest = new Harvest(id.connector(), "application/json", now);
        Instant newest = null;
        for (ConsumerRecord<byte[], byte[]> record : came) {
            newest = Positions.later(newest, take(record, harvest, now));
        }
        Position after = Positions.read(before, now, places.text(), floor, newest);
        boolean more = came.count() >= limits.records();
        return new Page(harvest, more ? after : Positions.passed(after), Map.of(), more);
    }

    private @Nullable Instant take(ConsumerRecord<byte[], byte[]> record, Harvest harvest, Instant now) {
        if (!places.advance(line(record.topic(), record.partition()), record.offset())) {
            return null;
        }
        byte[] body = record.value();
        if (body != null) {
            harvest(body, harvest, now);
        }
        return Positions.bounded(Instant.ofEpochMilli(record.timestamp()), now);
    }

    private void harvest(byte[] body, Harvest harvest, Instant now) {
        Batch batch;
        try {
            batch = format.records(JsonAt.root(StrictJson.parse(body)));
        } catch (UnexpectedJsonException e) {
            harvest.setAside(e.problem(), body);
            return;
        }
        for (Batch.Part part : batch.parts(body)) {
            harvest.take(format, part.record(), id.arrival(Transport.KAFKA, now), part.bytes());
        }
    }

    private Consumer<byte[], byte[]> opened(Position before, Instant floor) throws FaultException {
        Consumer<byte[], byte[]> known = consumer;
        if (known != null) {
            return known;
        }
        places = Places.parse(before.cursor());
        Consumer<byte[], byte[]> opened = consumer();
        consumer = opened;
        List<TopicPartition> all = partitions(opened);
        opened.assign(all);
        Map<TopicPartition, Long> unread = new HashMap<>();
        for (TopicPartition partition : all) {
            Long last = places.of(line(partition.topic(), partition.partition()));
            if (last == null) {
                unread.put(partition, floor.toEpochMilli());
            } else {
                opened.seek(partition, last + 1);
            }
        }
        begin(opened, unread);
        return opened;
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> all = new HashMap<>(client.properties());
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, limits.records());
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> open) throws FaultException {
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : topics) {
            List<PartitionInfo> known = open.partitionsFor(topic, ANSWER);
            if (known == null || known.isEmpty()) {
                throw unknownTopic();
            }
            known.forEach(partition -> all.add(new TopicPartition(topic, partition.partition())));
        }
        return all;
    }

    /** Partitions of which nothing was read, from a time on. */
    private static void begin(Consumer<byte[], byte[]> open, Map<TopicPartition, Long> unread) {
        if (unread.isEmpty()) {
            return;
        }
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found = new HashMap<>(open.offsetsForTimes(unread, ANSWER));
        Map<TopicPartition, Long> ends = open.endOffsets(unread.keySet(), ANSWER);
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp first = found.get(partition);
            open.seek(partition, first == null ? end : first.offset());
        });
    }

    /** How many records are there that were not read. */
    @Override
    public long behind() {
        Consumer<byte[], byte[]> open = consumer;
        if (open == null) {
            return 0;
        }
        return open.assignment().stream()
                .map(open::currentLag)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .sum();
    }

    private static String line(String topic, int partition) {
        return topic + "/" + partition;
    }

    private FaultException unknownTopic() {
        return new FaultException(
                Trouble.Kind.PROTOCOL, "one of the topics " + String.join(", ", topics) + " is not there");
    }

    @Override
    public void close() {
        Consumer<byte[], byte[]> open = consumer;
        consumer = null;
        if (open != null) {
            boolean interrupted = Thread.interrupted();
            try {
                open.close(CloseOptions.timeout(Duration.ofSeconds(5)));
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
