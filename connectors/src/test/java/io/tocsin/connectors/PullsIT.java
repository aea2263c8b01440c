// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.connectors.auth.NoCredentials;
import io.tocsin.connectors.hook.HintConfig;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.connectors.poll.OktaLogConfig;
import io.tocsin.connectors.poll.Schedule;
import io.tocsin.connectors.pull.FeedStatus;
import io.tocsin.connectors.pull.Pulls;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.connectors.webhook.WebhookLimits;
import io.tocsin.kafka.KafkaCluster;
import io.tocsin.kafka.KafkaExtension;
import io.tocsin.schemas.connector.ConnectorState.Position;
import io.tocsin.schemas.connector.Trouble;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.TopicAdmin;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connectors that ask the lab, on Kafka, as a hub runs them. */
@ExtendWith(KafkaExtension.class)
class PullsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LabBench bench = new LabBench();
    private final Wire wire = Wire.open(Map.of());
    private final Shelf log = bench.lab.shelf("/api/v1/logs");
    private Map<String, String> kafka = Map.of();
    private String tenant = "";
    private TopicWriter writer;
    private int events;

    @BeforeEach
    void start(KafkaCluster cluster) {
        kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
        tenant = cluster.uniqueName("tenant");
        TopicAdmin.createMissing(kafka, List.of(Topics.SIGNALS, Topics.DEAD_LETTERS, Topics.CHECKPOINTS), 1, (short) 1);
        writer = TopicWriter.open(kafka, wire);
    }

    @AfterEach
    void stop() {
        writer.close();
        bench.close();
    }

    private Pulls pulls() {
        Schedule often = new Schedule(Duration.ofMillis(50), Duration.ofDays(1), null);
        OktaLogConfig okta = new OktaLogConfig("okta", tenant, "acme", List.of(), true, 100, bench.api(), often);
        return Pulls.start(
                List.of(PollSources.open(okta, bench.clock())),
                kafka,
                wire,
                writer,
                bench.clock(),
                ConnectorMetrics.in(new SimpleMeterRegistry()));
    }

    private void happen() {
        log.add(((ObjectNode) Samples.json("okta/system-log-page-1.json")
                        .at("/body/0")
                        .deepCopy())
                .put("uuid", tenant + "-" + events++)
                .put("published", bench.clock().instant().toString()));
    }

    @Test
    void oneOfTwoInstancesReadsAndTheOtherGoesOnWhereItStopped() throws Exception {
        happen();
        try (Pulls latter = pausedUntilReading()) {
            happen();
            awaitEvents(2);
            assertThat(only(latter).here()).isTrue();
        }
        assertThat(signals(SignalType.SESSION_CREATED)).extracting(Signal::id).doesNotHaveDuplicates();
    }

    /** Starts one, then another beside it, then stops the first. */
    private Pulls pausedUntilReading() {
        Pulls former = pulls();
        await().atMost(PATIENCE).until(() -> only(former).here());
        awaitEvents(1);
        Pulls latter = pulls();
        assertThat(only(latter).here() && only(former).here()).isFalse();
        former.close();
        await().atMost(PATIENCE).until(() -> only(latter).here());
        return latter;
    }

    @Test
    void anOperatorPausesResumesAndHasItReadAnew() throws Exception {
        happen();
        try (Pulls pulls = pulls()) {
            awaitEvents(1);
            pulls.pause("okta", "ops").get(1, TimeUnit.MINUTES);
            await().atMost(PATIENCE).until(() -> only(pulls).paused());
            // a question may be under way
            await().atMost(PATIENCE).during(Duration.ofMillis(300)).until(this::isQuiet);
            int asked = bench.lab.asked();
            happen();
            assertThat(bench.lab.asked()).isEqualTo(asked);
            pulls.resume("okta", "ops").get(1, TimeUnit.MINUTES);
            awaitEvents(2);
            String before = position(pulls).resync();
            pulls.resync("okta", "ops").get(1, TimeUnit.MINUTES);
            await().atMost(PATIENCE).until(() -> {
                String resync = position(pulls).resync();
                return resync != null
                        && !resync.equals(before)
                        && position(pulls).cursor() != null;
            });
            assertThat(signals(SignalType.SOURCE_GAP)).isEmpty();
            assertThat(pulls.test("okta")).singleElement().satisfies(trial -> {
                assertThat(trial.kind()).isNull();
                assertThat(trial.signals()).isEqualTo(2);
            });
        }
    }

    private int last = -1;

    private boolean isQuiet() {
        int asked = bench.lab.asked();
        boolean quiet = asked == last;
        last = asked;
        return quiet;
    }

    @Test
    void aForgottenCursorIsAGapAndReadingGoesOn() throws Exception {
        happen();
        try (Pulls pulls = pulls()) {
            awaitEvents(1);
            log.forgetCursors();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(signals(SignalType.SOURCE_GAP)).hasSize(1));
            happen();
            awaitEvents(2);
            await().atMost(PATIENCE).until(() -> position(pulls).trouble() == null);
            assertThat(signals(SignalType.SOURCE_GAP).getFirst().attributes())
                    .containsKeys("from", "to")
                    .containsEntry("why", "the vendor has forgotten the place");
        }
    }

    @Test
    void whatIsWrongIsSaidAndKeptAndAVendorThatIsThereHasAHeartbeat() throws Exception {
        try (Pulls pulls = pulls()) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(signals(SignalType.HEARTBEAT)).isNotEmpty());
            bench.lab.weather().refuse(429, Map.of("Retry-After", "600"));
            await().atMost(PATIENCE).until(() -> {
                Trouble trouble = position(pulls).trouble();
                return trouble != null && trouble.kind() == Trouble.Kind.THROTTLED;
            });
            assertThat(position(pulls).notBefore()).isAfter(Samples.NOW.plusSeconds(500));
        }
        int asked = bench.lab.asked();
        try (Pulls again = pulls()) {
            await().atMost(PATIENCE).until(() -> only(again).here());
            assertThat(position(again).notBefore()).isAfter(Samples.NOW.plusSeconds(500));
            assertThat(bench.lab.asked())
                    .as("a restart does not ask before its time")
                    .isEqualTo(asked);
        }
        Signal heartbeat = signals(SignalType.HEARTBEAT).getFirst();
        assertThat(heartbeat.source().vendor()).isEqualTo("okta");
        assertThat(heartbeat.source().connector()).isEqualTo("okta");
    }

    @Test
    void aHookThatProvesNothingMakesItLookNow() throws Exception {
        Schedule seldom = new Schedule(Duration.ofHours(12), Duration.ofDays(1), null);
        OktaLogConfig okta = new OktaLogConfig("okta", tenant, "acme", List.of(), true, 100, bench.api(), seldom);
        HintConfig hint = new HintConfig(
                "hook", tenant, new NoCredentials(List.of(Secret.of("a-path-secret-0123456789")), false), "okta");
        Vertx vertx = Vertx.vertx();
        try (Connectors connectors = Connectors.start(
                        new ConnectorsConfig(List.of(hint), WebhookLimits.DEFAULT, List.of(okta)),
                        vertx,
                        TestTls.options(),
                        kafka,
                        wire,
                        writer,
                        bench.clock(),
                        ConnectorMetrics.in(new SimpleMeterRegistry()));
                HttpClient client =
                        HttpClient.newBuilder().sslContext(TestTls.trusting()).build()) {
            await().atMost(PATIENCE).until(() -> position(connectors.pulls()).passes() == 1);
            happen();
            URI hook = URI.create("https://localhost:" + connectors.port() + "/webhooks/hook/a-path-secret-0123456789");
            HttpRequest told = HttpRequest.newBuilder(hook)
                    .POST(BodyPublishers.ofString("{\"hosts\": [{\"id\": 1}]}"))
                    .build();
            assertThat(client.send(told, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            awaitEvents(1);
        } finally {
            vertx.close().await();
        }
    }

    private void awaitEvents(int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(signals(SignalType.SESSION_CREATED).stream()
                                .map(signal -> signal.source().eventId())
                                .distinct())
                        .hasSize(count));
    }

    private FeedStatus only(Pulls pulls) {
        return pulls.list().getFirst();
    }

    private Position position(Pulls pulls) {
        Position position = only(pulls).position();
        return position == null ? Position.start(Samples.NOW) : position;
    }

    private List<Signal> signals(SignalType type) {
        List<Signal> signals = new ArrayList<>();
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("isolation.level", "read_committed");
        properties.put("fetch.max.wait.ms", "20");
        TopicPartition partition = new TopicPartition(Topics.SIGNALS.name(), 0);
        try (var consumer = new KafkaConsumer<>(
                properties,
                wire.keys(Topics.SIGNALS).deserializer(),
                wire.values(Topics.SIGNALS).deserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.key().equals(new TenantShard(tenant, 0))
                            && record.value().type() == type) {
                        signals.add(record.value());
                    }
                });
            }
        }
        return signals;
    }
}
