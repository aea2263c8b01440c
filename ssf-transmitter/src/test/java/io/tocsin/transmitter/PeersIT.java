// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.kafka.EmbeddedKafkaConfig;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.transmitter.rig.Tokens;
import io.tocsin.transmitter.rig.TransmitterRig.Response;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two transmitters over one Kafka, as their receivers see them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeersIT {
    private static final String NOW = "{\"returnImmediately\":true}";
    private static final int MANY = 8;
    /** That one of two instances, once it has a partition of three, delivers none of them happens to nobody. */
    private static final int ENOUGH = 40;

    private static final int MOST_WAITING = 8;

    private EmbeddedKafka kafka;
    private PeersRig rig;
    private List<String> streams;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        // of its own: state left by others would have to reach the second before it has a share
        kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(folder.resolve("kafka")));
        rig = new PeersRig(kafka.bootstrapServers(), folder, 2);
        // the second has its share once the first has given it up, which takes its time
        streams = IntStream.range(0, ENOUGH).mapToObj(i -> rig.createPoll(0)).toList();
        await().atMost(Duration.ofSeconds(60)).until(this::bothOwnSome);
        deleteStreams();
    }

    @AfterAll
    void stop() {
        rig.close();
        kafka.close();
    }

    /** Enough for both instances to have some. */
    @BeforeEach
    void createStreams() {
        streams = new ArrayList<>();
        await().pollDelay(Duration.ZERO).until(() -> {
            streams.add(rig.createPoll(streams.size() % 2));
            return streams.size() >= MANY && bothOwnSome();
        });
    }

    private boolean bothOwnSome() {
        return rig.ownsAny(0, streams) && rig.ownsAny(1, streams);
    }

    @AfterEach
    void deleteStreams() {
        streams.forEach(id -> rig.send(0, HttpMethod.DELETE, PeersRig.STREAMS + "?stream_id=" + id, null));
    }

    private String ownedBy(int which) {
        return streams.stream().filter(id -> rig.owns(which, id)).findFirst().orElseThrow();
    }

    private static String body(String streamId) {
        return "{\"stream_id\":\"" + streamId + "\"}";
    }

    private static List<String> txns(Response poll) {
        return StreamSupport.stream(poll.json().path("sets").spliterator(), false)
                .map(token -> Tokens.claim(token.asText(), "txn"))
                .toList();
    }

    @Test
    void everyInstanceAnswersEveryRequestAboutEveryStream() {
        for (String id : streams) {
            for (int which = 0; which < rig.count(); which++) {
                assertThat(rig.send(which, HttpMethod.GET, PeersRig.STREAMS + "?stream_id=" + id, null))
                        .satisfies(read -> {
                            assertThat(read.status()).isEqualTo(200);
                            assertThat(read.json().path("stream_id").asText()).isEqualTo(id);
                        });
                assertThat(rig.send(which, HttpMethod.GET, "/ssf/status?stream_id=" + id, null)
                                .status())
                        .isEqualTo(200);
                assertThat(rig.poll(which, id, NOW)).satisfies(poll -> {
                    assertThat(poll.status()).isEqualTo(200);
                    assertThat(poll.header("content-type")).isEqualTo("application/json");
                    assertThat(poll.header("cache-control")).isEqualTo("no-store");
                });
            }
            int other = rig.owns(0, id) ? 1 : 0;
            assertThat(rig.send(other, HttpMethod.POST, "/ssf/verify", body(id)).status())
                    .isEqualTo(204);
            assertThat(rig.send(other, HttpMethod.DELETE, PeersRig.STREAMS + "?stream_id=" + id, null)
                            .status())
                    .isEqualTo(204);
            assertThat(rig.poll(1 - other, id, NOW).status()).isEqualTo(404);
        }
    }

    @Test
    void refusalsAreTheSameAtEveryInstance() {
        for (int which = 0; which < rig.count(); which++) {
            String elsewhere = ownedBy(1 - which);
            assertThat(rig.poll(which, "no-such-stream", NOW).status()).isEqualTo(404);
            assertThat(rig.poll(which, elsewhere, "{\"maxEvents\":\"three\"}").status())
                    .isEqualTo(400);
            assertThat(rig.poll(which, elsewhere, "no json").status()).isEqualTo(400);
            assertThat(rig.send(which, HttpMethod.POST, "/ssf/verify", "{}").status())
                    .isEqualTo(400);
            assertThat(rig.send(which, HttpMethod.DELETE, PeersRig.STREAMS, null)
                            .status())
                    .isEqualTo(400);
            assertThat(rig.send(which, HttpMethod.POST, "/ssf/poll/" + elsewhere, NOW, Map.of())
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void whatOneInstanceHasDoneTheOtherShowsAtOnce() {
        for (int i = 0; i < 30; i++) {
            int here = i % 2;
            String id = rig.createPoll(here);
            assertThat(rig.send(1 - here, HttpMethod.GET, PeersRig.STREAMS + "?stream_id=" + id, null)
                            .status())
                    .isEqualTo(200);
            assertThat(rig.send(here, HttpMethod.DELETE, PeersRig.STREAMS + "?stream_id=" + id, null)
                            .status())
                    .isEqualTo(204);
            assertThat(rig.send(1 - here, HttpMethod.GET, PeersRig.STREAMS + "?stream_id=" + id, null)
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void changesMadeAtBothInstancesAtTheSameTimeLoseNeither() {
        String id = ownedBy(0);
        for (int i = 0; i < 10; i++) {
            String description = "{\"stream_id\":\"" + id + "\",\"description\":\"change " + i + "\"}";
            String events = "{\"stream_id\":\"" + id + "\",\"events_requested\":[\"urn:example:" + i + "\"]}";

            List<Response> answers = Future.all(
                            rig.sending(i % 2, HttpMethod.PATCH, PeersRig.STREAMS, description),
                            rig.sending(1 - i % 2, HttpMethod.PATCH, PeersRig.STREAMS, events))
                    .await()
                    .list();

            assertThat(answers).extracting(Response::status).containsOnly(200);
            JsonNode read = rig.send(i % 2, HttpMethod.GET, PeersRig.STREAMS + "?stream_id=" + id, null)
                    .json();
            assertThat(read.path("description").asText()).isEqualTo("change " + i);
            assertThat(read.path("events_requested").path(0).asText()).isEqualTo("urn:example:" + i);
        }
    }

    @Test
    void aStatusSetAtTheOtherInstanceHoldsForDelivery() {
        String id = ownedBy(0);

        assertThat(rig.send(1, HttpMethod.POST, "/ssf/status", status(id, "paused"))
                        .status())
                .isEqualTo(200);
        rig.emit("paused-" + id, "pia");
        assertThat(rig.poll(1, id, NOW).json().path("sets")).isEmpty();
        assertThat(rig.send(1, HttpMethod.POST, "/ssf/status", status(id, "enabled"))
                        .status())
                .isEqualTo(200);

        assertThat(txns(rig.poll(1, id, "{}"))).containsExactly("paused-" + id);
    }

    private static String status(String streamId, String status) {
        return "{\"stream_id\":\"" + streamId + "\",\"status\":\"" + status + "\"}";
    }

    @Test
    @Requirement({"SSF-8.1.1-8", "SSF-8.1.4.2-6"})
    void verificationIsLimitedOnceForAllInstances() {
        String id = ownedBy(0);

        assertThat(rig.send(1, HttpMethod.POST, "/ssf/verify", body(id)).status())
                .isEqualTo(204);
        Response again = rig.send(0, HttpMethod.POST, "/ssf/verify", body(id));
        assertThat(again.status()).isEqualTo(429);
        Response third = rig.send(1, HttpMethod.POST, "/ssf/verify", body(id));
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.header("retry-after")).isNotNull();
    }

    @Test
    void aLongPollAtTheOtherInstanceIsAnsweredAsSoonAsSomethingComes() {
        String id = ownedBy(0);
        var waiting = rig.begin(1, HttpMethod.POST, "/ssf/poll/" + id, "{}").compose(HttpClientRequest::response);

        rig.emit("long-" + id, "lena");

        assertThat(waiting.compose(response -> response.body()).await().toString())
                .contains("\"sets\"");
    }

    @Test
    void longPollsThatTheirReceiverAbandonedEndAtTheOtherInstanceAndTakeNothingAway() {
        String id = ownedBy(0);
        List<HttpClientRequest> abandoned = new ArrayList<>();
        for (int i = 0; i < MOST_WAITING; i++) {
            abandoned.add(rig.begin(1, HttpMethod.POST, "/ssf/poll/" + id, "{}").await());
        }
        await().until(() -> rig.poll(1, id, "{}").status() == 429);

        abandoned.forEach(HttpClientRequest::reset);
        rig.emit("abandoned-" + id, "ada");

        // a long poll is spared what was handed out in the last ten seconds: it gets this because it was not
        Response next = await().atMost(Duration.ofSeconds(9))
                .until(() -> rig.poll(1, id, "{\"maxEvents\":5}"), poll -> poll.status() == 200);
        assertThat(txns(next)).containsExactly("abandoned-" + id);
    }

    @Test
    void anAcknowledgementAtTheOtherInstanceCounts() {
        String id = ownedBy(0);
        rig.emit("acked-" + id, "ann");
        Response first = rig.poll(1, id, "{\"maxEvents\":5}");
        JsonNode sets = first.json().path("sets");
        assertThat(sets).hasSize(1);
        String jti = sets.fieldNames().next();

        assertThat(rig.poll(1, id, "{\"maxEvents\":0,\"returnImmediately\":true,\"ack\":[\"" + jti + "\"]}")
                        .status())
                .isEqualTo(200);

        assertThat(rig.poll(0, id, NOW).json().path("sets")).isEmpty();
    }

    @Test
    void whoOnlyClaimsToBeAnInstanceIsRefused() {
        String id = ownedBy(0);
        for (String token : List.of("", "x.y.z", "alpha")) {
            assertThat(rig.send(0, HttpMethod.POST, "/ssf/poll/" + id, NOW, Map.of("Tocsin-Peer", token))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(rig.send(0, HttpMethod.DELETE, "/ssf/poll/" + id, "{\"jtis\":[]}")
                        .status())
                .as("what only instances ask of each other")
                .isEqualTo(405);
    }
}
