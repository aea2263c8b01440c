// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.lab.Lab;
import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.kafka.EmbeddedKafkaConfig;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise that nothing is lost and nothing read twice, against a process that polls the lab and is killed while it
 * does, so many times.
 */
@EnabledIfSystemProperty(
        named = "tocsin.kills",
        matches = "[1-9]\\d?",
        disabledReason = "half a minute for each kill: mvn verify -Dtocsin.kills=5")
class PollCrashIT {
    private static final int KILLS = Integer.getInteger("tocsin.kills", 0);
    private static final long SEED = 20261122;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Wire wire = Wire.open(Map.of());
    private final Vertx vertx = Vertx.vertx();
    private final Lab lab =
            Lab.start(vertx, new HttpServerOptions().setHost("127.0.0.1").setPort(0), InstantSource.system());
    private final Random random = new Random(SEED);
    private int happened;

    @AfterEach
    void stop() {
        lab.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void allThatAVendorHasIsInSignalsOnceAlthoughWhoReadsIsKilled(@TempDir Path folder) throws Exception {
        lab.pageSize(5);
        try (EmbeddedKafka broker = EmbeddedKafka.start(EmbeddedKafkaConfig.in(folder.resolve("kafka")));
                HubProcess hub = HubProcess.in(
                        folder,
                        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
                        "polling-hub.yaml",
                        Map.of(
                                "bootstrap", broker.bootstrapServers(),
                                "lab", lab.url().toString(),
                                "secret-of-lab", Lab.SECRET))) {
            Map<String, String> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            hub.start();
            // a list's first pass is a baseline; what comes after it is news
            awaitSignals(
                    kafka,
                    signals -> ofType(signals, SignalType.HEARTBEAT)
                            .map(signal -> signal.source().connector())
                            .collect(Collectors.toSet())
                            .equals(Set.of("okta", "entra", "intune", "falcon")));
            for (int kill = 0; kill < KILLS; kill++) {
                int before = signals(kafka).size();
                happenUntil(kafka, before + 20 + random.nextInt(200));
                hub.kill();
                happen(20);
                hub.start();
            }
            happen(20);
            awaitSignals(kafka, signals -> news(signals).size() >= 4 * happened);

            List<String> expected = IntStream.range(0, happened)
                    .boxed()
                    .flatMap(number ->
                            List.of("okta-" + number, "entra-" + number, "intune-" + number, "falcon-" + number)
                                    .stream())
                    .toList();
            List<Signal> news = news(signals(kafka));
            assertThat(news.stream().map(PollCrashIT::about))
                    .as("each once, after %d kills", KILLS)
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(news).extracting(Signal::id).doesNotHaveDuplicates();
            assertThat(ofType(signals(kafka), SignalType.SOURCE_GAP)).isEmpty();
        }
    }

    /** Goes on until so many signals are there: at that moment the hub is somewhere in a page. */
    private void happenUntil(Map<String, String> kafka, int signals) {
        await().pollInSameThread()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    happen(10);
                    return signals(kafka).size() >= signals;
                });
    }

    private void happen(int times) {
        for (int i = 0; i < times; i++) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            int number = happened++;
            lab.shelf("/api/v1/logs").add(login("okta-" + number, now));
            lab.shelf("/v1.0/auditLogs/signIns").add(signIn("entra-" + number, now));
            lab.shelf("/v1.0/deviceManagement/managedDevices").add(device("intune-" + number, number));
            lab.firehose().add(0, detection("falcon-" + number, number + 1, now));
        }
    }

    private static ObjectNode login(String id, Instant now) {
        ObjectNode event = JSON.objectNode().put("uuid", id).put("eventType", "user.session.start");
        event.put("published", now.toString());
        event.putObject("outcome").put("result", "SUCCESS");
        event.putObject("actor").put("id", "00u1").put("type", "User").put("alternateId", "alice@acme.example");
        event.putObject("authenticationContext").put("externalSessionId", "session-" + id);
        return event;
    }

    private static ObjectNode signIn(String id, Instant now) {
        ObjectNode signIn = JSON.objectNode()
                .put("id", id)
                .put("createdDateTime", now.toString())
                .put("userId", "a11ce000-0000-4000-8000-000000000001")
                .put("userPrincipalName", "alice@acme.example");
        signIn.putObject("status").put("errorCode", 0);
        return signIn;
    }

    private static ObjectNode device(String id, int number) {
        return JSON.objectNode()
                .put("id", id)
                .put("deviceName", "LT-" + number)
                .put("serialNumber", "CRASH" + number)
                .put("complianceState", "compliant")
                .put("managementState", "managed");
    }

    private static ObjectNode detection(String id, int offset, Instant now) {
        ObjectNode line = JSON.objectNode();
        line.putObject("metadata")
                .put("customerIDString", "c1dc1dc1")
                .put("offset", offset)
                .put("eventType", "EppDetectionSummaryEvent")
                .put("eventCreationTime", now.toEpochMilli())
                .put("version", "1.0");
        line.putObject("event")
                .put("CompositeId", id)
                .put("AgentId", "a1d00a1c00000000000000000000d001")
                .put("Name", "a detection")
                .put("Severity", 70)
                .put("SeverityName", "High");
        return line;
    }

    /** Which happening a signal is about: a row has no number of its vendor's beside its own. */
    private static String about(Signal signal) {
        return signal.source().connector().equals("intune")
                ? signal.device().identifiers().stream()
                        .filter(name -> name.value().startsWith("CRASH"))
                        .map(name -> "intune-" + name.value().substring("CRASH".length()))
                        .findFirst()
                        .orElseThrow()
                : String.valueOf(signal.source().eventId());
    }

    private static List<Signal> news(List<Signal> signals) {
        return signals.stream()
                .filter(signal -> signal.type() != SignalType.HEARTBEAT && signal.type() != SignalType.SOURCE_GAP)
                .toList();
    }

    private static Stream<Signal> ofType(List<Signal> signals, SignalType type) {
        return signals.stream().filter(signal -> signal.type() == type);
    }

    private void awaitSignals(Map<String, String> kafka, Predicate<List<Signal>> are) {
        await().pollInSameThread()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> are.test(signals(kafka)));
    }

    /** All that is committed. */
    private List<Signal> signals(Map<String, String> kafka) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("isolation.level", "read_committed");
        properties.put("fetch.max.wait.ms", "20");
        List<TopicPartition> partitions =
                List.of(new TopicPartition(Topics.SIGNALS.name(), 0), new TopicPartition(Topics.SIGNALS.name(), 1));
        List<Signal> signals = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                properties,
                wire.keys(Topics.SIGNALS).deserializer(),
                wire.values(Topics.SIGNALS).deserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> signals.add(record.value()));
            }
        }
        return signals;
    }
}
