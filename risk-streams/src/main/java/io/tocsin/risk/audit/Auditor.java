// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.audit;

import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hashes what is decided and seals it with checkpoints: as many as {@link AuditConfig} says, and one when it stops or
 * hands a partition over. Instances share the partitions as one consumer group. A broker that is away delays
 * checkpoints; it loses none.
 */
public final class Auditor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Auditor.class);
    private static final String GROUP = "tocsin-audit";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration SAFE_WITHIN = Duration.ofSeconds(10);
    private static final Duration CLOSE = Duration.ofSeconds(30);

    private final AuditConfig config;
    private final String audited;
    private final CheckpointLog log;
    private final AuditCounts counts = new AuditCounts();
    private final InstantSource clock;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final Map<TopicPartition, PartitionAudit> audits = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("risk-audit").daemon().unstarted(this::run);

    private Auditor(
            AuditConfig config, String audited, Map<String, String> kafka, CheckpointLog log, InstantSource clock) {
        this.config = config;
        this.audited = audited;
        this.log = log;
        this.clock = clock;
        Map<String, Object> reading = new HashMap<>(kafka);
        reading.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        reading.put(ConsumerConfig.CLIENT_ID_CONFIG, GROUP);
        reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // as soon as brokers allow by default: until then whoever comes after one that was killed can but wait
        reading.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "6000");
        // where to begin is said by the checkpoints, never by the group
        reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        this.consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Map<String, Object> writing = new HashMap<>(kafka);
        writing.put(ProducerConfig.CLIENT_ID_CONFIG, GROUP);
        writing.put(ProducerConfig.ACKS_CONFIG, "all");
        writing.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        writing.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "8000");
        writing.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "8000");
        writing.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(4 << 20));
        this.producer = new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Starts; both topics must exist. */
    public static Auditor start(
            AuditConfig config, Map<String, String> kafka, Wire wire, AuditKeys keys, InstantSource clock) {
        Auditor auditor = new Auditor(
                config,
                Topics.DECISIONS.name(),
                kafka,
                new CheckpointLog(kafka, Topics.DECISION_CHECKPOINTS.name(), wire, keys),
                clock);
        auditor.thread.start();
        return auditor;
    }

    /** @param audited a topic of decisions; a test's may have a name of its own, as its checkpoints' topic may */
    static Auditor start(
            AuditConfig config,
            String audited,
            String checkpoints,
            Map<String, String> kafka,
            Wire wire,
            AuditKeys keys,
            InstantSource clock) {
        Auditor auditor = new Auditor(config, audited, kafka, new CheckpointLog(kafka, checkpoints, wire, keys), clock);
        auditor.thread.start();
        return auditor;
    }

    public AuditCounts counts() {
        return counts;
    }

    private void run() {
        boolean subscribed = false;
        while (closing.getCount() > 0) {
            try {
                if (!subscribed) {
                    consumer.subscribe(List.of(audited), new Handover());
                    subscribed = true;
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    take(record);
                }
                seal(audits.values().stream().filter(this::due).toList());
                countUncovered();
            } catch (WakeupException e) {
                LOG.debug("woken to close");
            } catch (RuntimeException e) {
                LOG.error("the decision log is not audited for the moment, trying again", e);
                counts.hasFailed();
                audits.clear();
                consumer.unsubscribe();
                subscribed = false;
                pause();
            }
        }
        finish();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        PartitionAudit audit = audits.get(new TopicPartition(record.topic(), record.partition()));
        if (audit == null || record.offset() < audit.next()) {
            return;
        }
        audit.take(record, clock.instant());
        if (audit.uncovered() >= config.checkpointRecords()) {
            seal(List.of(audit));
        }
    }

    private boolean due(PartitionAudit audit) {
        return audit.since()
                .map(since -> !clock.instant().isBefore(since.plus(config.checkpointEvery())))
                .orElse(false);
    }

    /** Writes what these have, and returns when it is safe. Throws if it is not; then everything is read again. */
    private void seal(Collection<PartitionAudit> due) {
        List<PartitionAudit> sealed = new ArrayList<>();
        List<Checkpoint> checkpoints = new ArrayList<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        Instant now = clock.instant();
        for (PartitionAudit audit : due) {
            if (audit.uncovered() > 0) {
                Checkpoint checkpoint = audit.checkpoint(now);
                sealed.add(audit);
                checkpoints.add(checkpoint);
                sent.add(log.write(producer, checkpoint));
            }
        }
        for (int i = 0; i < sealed.size(); i++) {
            await(sent.get(i));
            sealed.get(i).written(checkpoints.get(i));
            // first, so that nothing is counted as both
            countUncovered();
            counts.sealed(checkpoints.get(i).count());
        }
    }

    private void countUncovered() {
        counts.uncovered(
                audits.values().stream().mapToLong(PartitionAudit::uncovered).sum());
    }

    private static void await(Future<RecordMetadata> sent) {
        try {
            sent.get(SAFE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a checkpoint was not written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a checkpoint is written", e);
        }
    }

    /** Where a partition is taken up: behind its latest checkpoint, or where what is left of it begins. */
    private void takeUp(TopicPartition partition) {
        Optional<Checkpoint> latest = log.latest(audited, partition.partition());
        PartitionAudit audit = latest.map(PartitionAudit::behind)
                .orElseGet(() -> PartitionAudit.beginning(audited, partition.partition()));
        long beginning = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        if (audit.next() > end) {
            LOG.error(
                    "{} ends at {}, but a checkpoint of {} covers it to {}: what was decided has been removed",
                    partition,
                    end,
                    latest.map(Checkpoint::at).orElse(Instant.EPOCH),
                    audit.next() - 1);
            counts.foundShortened();
            audit = PartitionAudit.beginning(audited, partition.partition());
            audits.put(partition, audit);
            consumer.seek(partition, beginning);
            return;
        }
        if (audit.next() < beginning && latest.isPresent()) {
            LOG.warn(
                    "{} begins at {}: retention was faster than the audit, which had come to {}",
                    partition,
                    beginning,
                    audit.next());
        }
        audits.put(partition, audit);
        consumer.seek(partition, Math.max(beginning, audit.next()));
    }

    private final class Handover implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(Auditor.this::takeUp);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            seal(partitions.stream()
                    .map(audits::get)
                    .flatMap(audit -> Optional.ofNullable(audit).stream())
                    .toList());
            partitions.forEach(audits::remove);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            // somebody else has them already, and begins behind the last checkpoint
            partitions.forEach(audits::remove);
        }
    }

    private void finish() {
        try {
            seal(audits.values());
        } catch (RuntimeException e) {
            LOG.warn("the last decisions have no checkpoint yet; the next start makes one", e);
        }
        audits.clear();
        consumer.close(CloseOptions.timeout(SAFE_WITHIN));
        producer.close(SAFE_WITHIN);
    }

    private void pause() {
        try {
            closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    /** Seals what was read, and returns when that is safe or the broker does not answer. */
    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        try {
            thread.join(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
