// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.day;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.connectors.Connectors;
import io.tocsin.connectors.TestTls;
import io.tocsin.connectors.day.Vendors.Vendor;
import io.tocsin.connectors.lab.Lab;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.kafka.KafkaCluster;
import io.tocsin.kafka.KafkaExtension;
import io.tocsin.schemas.connector.ConnectorState.Position;
import io.tocsin.schemas.topic.TopicAdmin;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * All vendors of the lab for a while, with all that goes wrong at them: half an hour where nothing is said, a whole day
 * by {@code -Dtocsin.day.hours=24}.
 */
@ExtendWith(KafkaExtension.class)
class DayIT {
    private static final int MINUTES = Integer.getInteger("tocsin.day.hours", 0) * 60;
    private static final long SEED = 20261122;
    private static final Duration TOKEN = Duration.ofMinutes(10);
    private static final Duration STREAM_SESSION = Duration.ofMinutes(5);
    /** Between two changes of one list, by far longer than any vendor is away. */
    private static final int BETWEEN_CHANGES = 40;
    /** After everything, for what was late and who had to wait. */
    private static final Duration CALM = Duration.ofMinutes(22);

    private static final long HEAP_MARGIN = 12 << 20;

    private final int minutes = MINUTES == 0 ? 26 : MINUTES;
    private final SwiftTime time =
            new SwiftTime(Instant.now().minus(Duration.ofMinutes(minutes).plus(CALM)));
    private final Random random = new Random(SEED);
    private final Vertx vertx = Vertx.vertx();
    private final Lab lab =
            Lab.start(vertx, new HttpServerOptions().setHost("127.0.0.1").setPort(0), time);
    private final Watch watch = new Watch();
    private final Wire wire = Wire.open(Map.of());
    private int revoked;
    private int forgotten;
    private int dropped;

    @AfterEach
    void stop() {
        time.close();
        lab.close();
        vertx.close().await();
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void nothingIsLostOrToldTwiceAndNobodyIsAskedTooOftenThroughout(KafkaCluster cluster) throws Exception {
        Map<String, String> kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
        String tenant = cluster.uniqueName("tenant");
        String topic = cluster.createTopic("insights-logs-signinlogs", 2);
        TopicAdmin.createMissing(kafka, List.of(Topics.SIGNALS, Topics.DEAD_LETTERS, Topics.CHECKPOINTS), 1, (short) 1);
        lab.pageSize(20);
        lab.tokenLifetime(TOKEN);
        lab.firehose().sessionLifetime(STREAM_SESSION);
        lab.watch(watch::see);
        try (TopicWriter writer = TopicWriter.open(kafka, wire);
                Connectors connectors = Connectors.start(
                        Vendors.config(lab, tenant, cluster.bootstrapServers(), topic),
                        vertx,
                        TestTls.options(),
                        kafka,
                        wire,
                        writer,
                        time,
                        ConnectorMetrics.in(new SimpleMeterRegistry()));
                HttpClient client =
                        HttpClient.newBuilder().sslContext(TestTls.trusting()).build();
                KafkaProducer<byte[], byte[]> hubs = new KafkaProducer<>(
                        new HashMap<>(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            Happenings happenings = new Happenings(
                    lab, record -> produce(hubs, topic, record), record -> post(client, connectors.port(), record));
            time.go();
            awaitFirstAnswers(connectors);
            long early = live(happenings);
            time.sleep(CALM);
            assertThat(connectors.pulls().list()).allSatisfy(feed -> {
                Position position = feed.position();
                assertThat(position).isNotNull();
                assertThat(position.trouble()).as(feed.feed().toString()).isNull();
            });
            Heard heard = Heard.of(kafka, wire, tenant);
            for (Log log : happenings.allLogs()) {
                requireAll(log, heard);
            }
            for (Register register : happenings.allRegisters()) {
                assertThat(heard.changes(register))
                        .as("changes of %s %s", register.connector(), register.family())
                        .isEqualTo(register.changes());
            }
            assertThat(heard.gaps()).as("gaps").isEqualTo(forgotten);
            assertThat(heard.deadLetters()).as("dead letters").isZero();
            requireManners();
            // the lab keeps what it told, and we what we told it; the connectors must not
            int count = heard.count();
            happenings.forget();
            heard.forget();
            long late = heap();
            System.out.printf(
                    "%d minutes, %d signals, heap %.1f MiB early, %.1f MiB late%n",
                    minutes, count, early / 1048576.0, late / 1048576.0);
            assertThat(late).as("heap after a full collection").isLessThan(early + HEAP_MARGIN);
        }
    }

    /** Every feed has its first answer; what stays open is open. */
    private void awaitFirstAnswers(Connectors connectors) {
        await().pollInSameThread().atMost(Duration.ofMinutes(2)).until(() -> {
            time.sleep(Duration.ofSeconds(1));
            return connectors.pulls().list().stream()
                    .allMatch(feed -> feed.position() != null && feed.position().answered() != null);
        });
    }

    /** Answers the heap in use after the first hour. */
    private long live(Happenings happenings) throws InterruptedException {
        long early = 0;
        for (int minute = 1; minute <= minutes; minute++) {
            time.sleep(Duration.ofMinutes(1));
            for (Log log : happenings.allLogs()) {
                if (random.nextInt(4) == 0) {
                    log.happen(time.instant(), random);
                }
            }
            for (int i = 0; i < happenings.allRegisters().size(); i++) {
                if ((minute + 2 * i) % BETWEEN_CHANGES == 25) {
                    happenings.allRegisters().get(i).change();
                }
            }
            disturb(minute);
            if (minute == Math.min(60, minutes)) {
                early = heap();
            }
        }
        return early;
    }

    private void disturb(int minute) {
        if (minute % 2 == 0) {
            Vendor vendor = Vendors.ALL.get(random.nextInt(Vendors.ALL.size()));
            String path = vendor.paths().get(random.nextInt(vendor.paths().size()));
            switch (random.nextInt(6)) {
                case 0 -> refuse(vendor, path, Duration.ofSeconds(20 + random.nextInt(280)));
                case 1 -> refuse(vendor, path, Duration.ZERO);
                case 2 -> lab.weather(path).refuse(500).refuse(503).refuse(502).refuse(503);
                case 3 -> lab.weather(path).hangUp();
                case 4 -> lab.weather(path).truncate();
                default -> lab.weather(path).forgeLinks("http://localhost:1");
            }
        }
        if (minute % 25 == 12) {
            lab.revokeTokens();
            revoked++;
        }
        if (minute % 50 == 20) {
            lab.shelf("/api/v1/logs").forgetCursors();
            lab.shelf("/v1.0/users/delta").forgetCursors();
            forgotten += 2;
        }
        if (minute % 20 == 10) {
            lab.firehose().drop();
            dropped++;
        }
    }

    private void refuse(Vendor vendor, String path, Duration retryAfter) {
        watch.refuses(vendor, retryAfter);
        lab.weather(path)
                .refuse(
                        429,
                        retryAfter.isZero() ? Map.of() : Map.of("Retry-After", Long.toString(retryAfter.toSeconds())));
    }

    /** Each event is told under one set of ids, and again only where its vendor showed it again. */
    private void requireAll(Log log, Heard heard) {
        Map<String, Set<String>> ids = heard.ids();
        // what a vendor showed late just before it forgot our place may be missing, and its gap says so
        List<String> told = log.put().keySet().stream()
                .filter(event -> ids.containsKey(event)
                        || !heard.isInGap(log.name(), log.put().get(event)))
                .toList();
        assertThat(log.put().size() - told.size())
                .as("missing in gaps of %s", log.name())
                .isLessThan(4);
        int each = ids.getOrDefault(told.getFirst(), Set.of()).size();
        assertThat(each).as("signals of one event of %s", log.name()).isPositive();
        assertThat(told)
                .as(log.name())
                .allSatisfy(event ->
                        assertThat(ids.getOrDefault(event, Set.of())).as(event).hasSize(each));
        boolean readByWindow = !Set.of("okta", "auth0", "hubs", "pingone").contains(log.name());
        if (readByWindow) {
            assertThat(told)
                    .as(log.name())
                    .allSatisfy(
                            event -> assertThat(heard.times(event)).as(event).isEqualTo(each));
        }
    }

    private void requireManners() {
        assertThat(watch.offences()).isEmpty();
        Duration lived = Duration.ofMinutes(minutes).plus(CALM);
        Duration used = TOKEN.multipliedBy(9).dividedBy(10);
        for (Vendor vendor : Vendors.ALL) {
            int most = 1 + revoked + (int) lived.dividedBy(used);
            int least = (int) lived.dividedBy(used.plus(vendor.seldom()).plusMinutes(6));
            assertThat(watch.tokens(vendor)).as("tokens of %s", vendor.name()).isBetween(least, most);
            System.out.printf(
                    "%s: %d tokens, at most %d questions a minute of %.0f%n",
                    vendor.name(), watch.tokens(vendor), watch.most(vendor), vendor.perMinute());
        }
        assertThat(lab.firehose().renewed())
                .as("renewed sessions of the stream")
                .isGreaterThanOrEqualTo((int) lived.dividedBy(STREAM_SESSION) - dropped);
        assertThat(lab.firehose().opened()).as("opened streams").isGreaterThan(dropped);
    }

    private static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void produce(KafkaProducer<byte[], byte[]> hubs, String topic, ObjectNode record) {
        try {
            hubs.send(new ProducerRecord<>(topic, record.toString().getBytes(UTF_8)))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void post(HttpClient client, int port, ObjectNode record) {
        HttpRequest hook = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/webhooks/pingone"))
                .header("X-Secret", Vendors.SECRET)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"events\": [" + record + "]}"))
                .build();
        try {
            assertThat(client.send(hook, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
