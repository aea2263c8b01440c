// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.benchmarks.load.WorkFolder;
import io.tocsin.connectors.Connectors;
import io.tocsin.connectors.ConnectorsConfig;
import io.tocsin.connectors.auth.StaticHeader;
import io.tocsin.connectors.hook.OktaConfig;
import io.tocsin.connectors.webhook.WebhookLimits;
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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "measured-and-thrown-away";

    @Option(names = "--connections", defaultValue = "64", description = "callers (default ${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--seconds", defaultValue = "20", description = "how long is measured (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "20", description = "seconds before that (default ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(
            names = "--idle",
            defaultValue = "0",
            description =
                    "measure again while another process holds so many connections and says nothing on them, sends"
                            + " heads byte by byte and bodies of 100 MB (default: do not; TOCSIN_JAVA_OPTS=-Xmx2g for 10000)")
    private int idle;

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
                            new ConnectorsConfig(List.of(okta), limits(), List.of()),
                            vertx,
                            HttpsListener.options("127.0.0.1", 0, authority.server()),
                            kafka,
                            wire,
                            writer,
                            clock)) {
                ObjectNode report = measure(vertx, authority, connectors.port(), kafka, folder);
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

    /** Those who only hold a connection are to be held, not turned away, which costs less. */
    private WebhookLimits limits() {
        WebhookLimits usual = WebhookLimits.DEFAULT;
        return idle == 0
                ? usual
                : new WebhookLimits(
                        usual.maxBody(),
                        usual.maxHeld(),
                        usual.maxInFlight(),
                        idle + 2048,
                        usual.bodyTimeout(),
                        Duration.ofMinutes(10),
                        usual.ackTimeout());
    }

    private ObjectNode measure(Vertx vertx, LocalAuthority authority, int port, Map<String, String> kafka, Path folder)
            throws InterruptedException, IOException {
        Callers callers = new Callers(vertx, authority.root(), port, SECRET, clock);
        say("Warming up with %d callers for %d s, then measuring for %d s", connections, warmUp, seconds);
        callers.start(connections);
        callers.measured(warmUp);
        Histogram micros = callers.measured(seconds);
        ObjectNode disturbed = JSON.createObjectNode();
        if (idle > 0) {
            try (Idlers idlers = Idlers.start(folder, authority.root(), port, idle)) {
                idlers.awaitAll();
                say(
                        "Measuring again for %d s, with %,d idle connections, slow heads and a body of 100 MB",
                        seconds, idle);
                Histogram then = callers.measured(seconds);
                disturbed = figures(then).put("idle", idlers.held());
                say(
                        "%,.0f webhooks/s, p99 %.1f ms",
                        then.getTotalCount() / (double) seconds, then.getValueAtPercentile(99) / 1e3);
            }
        }
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
        ObjectNode report = figures(micros)
                .put("refused", callers.refused())
                .put("lost", Math.max(0, accepted - kept))
                .put("connections", connections)
                .put("seconds", seconds);
        return disturbed.isEmpty() ? report : report.set("disturbed", disturbed);
    }

    private ObjectNode figures(Histogram micros) {
        return JSON.createObjectNode()
                .put("requestsPerSecond", micros.getTotalCount() / (double) seconds)
                .put("p50Millis", micros.getValueAtPercentile(50) / 1e3)
                .put("p99Millis", micros.getValueAtPercentile(99) / 1e3)
                .put("maxMillis", micros.getMaxValue() / 1e3);
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
