// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.benchmarks.load.WorkFolder;
import io.tocsin.connectors.Connectors;
import io.tocsin.connectors.ConnectorsConfig;
import io.tocsin.connectors.OktaConfig;
import io.tocsin.connectors.auth.StaticHeader;
import io.tocsin.hub.tls.HttpsListener;
import io.tocsin.hub.tls.LocalAuthority;
import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.kafka.EmbeddedKafkaConfig;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.topic.TopicAdmin;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code intake}: callers that send one webhook after the other, each of which is in Kafka before it is answered. */
@Command(
        name = "intake",
        description =
                "Webhooks over TLS, each accepted when Kafka has it; callers, connectors and broker in one process.")
public final class IntakeCommand implements Callable<Integer> {
    private static final String SECRET = "measured-and-thrown-away";

    @Option(names = "--connections", defaultValue = "64", description = "callers (default ${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--seconds", defaultValue = "20", description = "how long is measured (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "20", description = "seconds before that (default ${DEFAULT-VALUE})")
    private int warmUp;

    @Mixin
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private WorkFolder work = new WorkFolder();

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws Exception {
        Path folder = work.make("intake");
        say("Starting a broker (replication 1, acks=all, no forced flush) and the connectors in %s", folder);
        LocalAuthority authority = LocalAuthority.in(folder.resolve("tls"), clock);
        Vertx vertx = Vertx.vertx();
        try (EmbeddedKafka broker = EmbeddedKafka.start(EmbeddedKafkaConfig.in(folder.resolve("kafka")))) {
            Map<String, String> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            TopicAdmin.createMissing(
                    kafka, List.of(Topics.SIGNALS, Topics.DEAD_LETTERS, Topics.CHECKPOINTS), 2, (short) 1);
            Wire wire = Wire.open(kafka);
            OktaConfig okta = new OktaConfig(
                    "okta",
                    "load",
                    "load",
                    new StaticHeader("Authorization", List.of(Secret.of(SECRET))),
                    List.of(),
                    true);
            try (TopicWriter writer = TopicWriter.open(kafka, wire);
                    Connectors connectors = Connectors.start(
                            new ConnectorsConfig(List.of(okta)),
                            vertx,
                            HttpsListener.options("127.0.0.1", 0, authority.server()),
                            kafka,
                            wire,
                            writer,
                            clock)) {
                ObjectNode report = measure(vertx, authority, connectors.port(), kafka);
                System.out.println(report);
                return report.path("refused").asLong() == 0
                                && report.path("lost").asLong() == 0
                        ? 0
                        : 1;
            } finally {
                wire.close();
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private ObjectNode measure(Vertx vertx, LocalAuthority authority, int port, Map<String, String> kafka)
            throws InterruptedException {
        Callers callers = new Callers(vertx, authority.root(), port, SECRET, clock);
        say("Warming up with %d callers for %d s, then measuring for %d s", connections, warmUp, seconds);
        callers.start(connections);
        callers.measured(warmUp);
        Histogram micros = callers.measured(seconds);
        callers.stop();
        long accepted = callers.accepted();
        long kept = kept(kafka);
        say(
                "%,.0f webhooks/s, p50 %.1f  p99 %.1f  max %.1f ms; %,d accepted, %,d signals in Kafka",
                micros.getTotalCount() / (double) seconds,
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3,
                accepted,
                kept);
        return new ObjectMapper()
                .createObjectNode()
                .put("requestsPerSecond", micros.getTotalCount() / (double) seconds)
                .put("p50Millis", micros.getValueAtPercentile(50) / 1e3)
                .put("p99Millis", micros.getValueAtPercentile(99) / 1e3)
                .put("maxMillis", micros.getMaxValue() / 1e3)
                .put("refused", callers.refused())
                .put("lost", Math.max(0, accepted - kept))
                .put("connections", connections)
                .put("seconds", seconds);
    }

    /** How many signals the topic has; one for each webhook. */
    private static long kept(Map<String, String> kafka) {
        List<TopicPartition> partitions = IntStream.range(0, 2)
                .mapToObj(partition -> new TopicPartition(Topics.SIGNALS.name(), partition))
                .toList();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(new HashMap<>(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private static void say(String format, Object... values) {
        System.err.printf(format + "%n", values);
    }
}
