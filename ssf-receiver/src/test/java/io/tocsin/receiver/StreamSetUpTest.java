// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.receiver.StreamHealth.Phase;
import io.tocsin.receiver.rig.PushClient;
import io.tocsin.receiver.rig.ScriptedTransmitter;
import io.tocsin.receiver.rig.Streams;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.stream.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From discovery to deletion. */
class StreamSetUpTest extends ManagedStream {
    @Test
    @Requirement({
        "SSF-7.1.1-1",
        "SSF-8.1.1-5",
        "SSF-6.1-1",
        "SSF-8.1.1.1-1",
        "SSF-8.1.4.2-1",
        "IOP-2.4.1-1",
        "IOP-2.4.3-1",
        "IOP-2.4.4-1",
        "IOP-2.4.5-1"
    })
    void aStreamIsCreatedVerifiedAndPolled() throws Exception {
        poll();
        enqueue("a");

        await().atMost(LONG).until(() -> acked("a") && !handler.verified.isEmpty());

        assertThat(transmitter.streams.created).hasSize(1);
        JsonNode created = transmitter.streams.created.getFirst();
        assertThat(created.path("events_requested").get(0).asText()).isEqualTo(Streams.EVENTS.getFirst());
        assertThat(created.has("iss") || created.has("aud") || created.has("stream_id"))
                .isFalse();
        assertThat(handler.jtis()).containsExactly("a");
        assertThat(health().verified()).isPresent();
        assertThat(health().heard()).isPresent();
        assertThat(transmitter.verifications.getFirst().path("state").asText()).hasSizeGreaterThan(20);
    }

    @Test
    void aMatchingStreamIsUsedAgain() throws Exception {
        poll().close();
        poll();

        assertThat(transmitter.streams.created).hasSize(1);
        assertThat(transmitter.streams.patched).isEmpty();
    }

    @Test
    @Requirement({"SSF-8.1.1.3-1"})
    void aStreamWithOtherEventsIsUpdated() throws Exception {
        transmitter.streams.put(
                "s-old",
                new ObjectMapper()
                        .readTree("{\"description\":\"tests\",\"events_requested\":[\"https://example.org/x\"],"
                                + "\"delivery\":{\"method\":\"urn:ietf:rfc:8936\"}}"));
        poll();

        assertThat(transmitter.streams.created).isEmpty();
        JsonNode patch = transmitter.streams.patched.getFirst();
        assertThat(patch.path("stream_id").asText()).isEqualTo("s-old");
        assertThat(patch.has("iss") || patch.has("aud") || patch.has("events_delivered"))
                .isFalse();
    }

    @Test
    void theStreamOfAnotherReceiverIsLeftAlone() throws Exception {
        transmitter.streams.put(
                "s-other",
                new ObjectMapper()
                        .readTree(
                                "{\"description\":\"someone else\",\"delivery\":{\"method\":\"urn:ietf:rfc:8936\"}}"));
        poll();

        assertThat(transmitter.streams.created).hasSize(1);
        assertThat(transmitter.streams.patched).isEmpty();
    }

    @Test
    @Requirement({"SSF-6.1.1-1", "SSF-6.1.1-2", "IOP-2.4.1-1"})
    void aPushStreamIsToldWhereToSendAndWithWhat() throws Exception {
        Receiver started = receive(Streams.managed(transmitter.issuer(), Streams.push(Streams.PATH)));
        assertThat(started.awaitRunning(LONG)).isTrue();

        JsonNode delivery = transmitter.streams.created.getFirst().path("delivery");
        assertThat(delivery.path("endpoint_url").asText()).isEqualTo("https://rx.example.net" + Streams.PATH);
        assertThat(delivery.path("authorization_header").asText()).isEqualTo(PushClient.AUTHORIZATION);
    }

    @Test
    void aPushStreamIsUsedAsItIsWhereTheTransmitterKnowsNoUpdate() throws Exception {
        transmitter.streams.knowsUpdates = false;
        StreamSettings settings = Streams.managed(transmitter.issuer(), Streams.push(Streams.PATH));
        Receiver first = receive(settings);
        assertThat(first.awaitRunning(LONG)).isTrue();
        first.close();

        assertThat(receive(settings).awaitRunning(LONG)).isTrue();
        assertThat(transmitter.streams.created).hasSize(1);
        assertThat(transmitter.streams.patched).hasSize(1);
    }

    @Test
    void aStreamIsReplacedWhereThatIsAllTheTransmitterKnows() throws Exception {
        transmitter.streams.knowsUpdates = false;
        transmitter.streams.knowsReplacements = true;
        transmitter.streams.put("s-old", askingFor("urn:example:other").put("description", "tests"));

        assertThat(receive(Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT))
                        .awaitRunning(LONG))
                .isTrue();

        assertThat(transmitter.streams.created).isEmpty();
        assertThat(transmitter.streams.replaced).singleElement().satisfies(sent -> {
            assertThat(sent.path("stream_id").asText()).isEqualTo("s-old");
            assertThat(sent.path("description").asText())
                    .as("or it would be lost")
                    .isEqualTo("tests");
            assertThat(sent.path("events_requested")).hasSize(Streams.EVENTS.size());
        });
    }

    @Test
    void aStreamThatAsksForOtherEventsIsUsedWhereTheTransmitterChangesNone() throws Exception {
        transmitter.streams.knowsUpdates = false;
        transmitter.streams.put("s-old", askingFor(Streams.EVENTS.getFirst()).put("description", "tests"));

        assertThat(receive(Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT))
                        .awaitRunning(LONG))
                .isTrue();

        assertThat(transmitter.streams.created).isEmpty();
        assertThat(transmitter.streams.known).containsOnlyKeys("s-old");
    }

    private static ObjectNode askingFor(String event) {
        ObjectNode stream = JsonNodeFactory.instance.objectNode();
        stream.putObject("delivery").put("method", Delivery.POLL_METHOD);
        stream.putArray("events_requested").add(event);
        return stream;
    }

    @Test
    void anErrorOfWhoKnowsWhatWasBeforeDoesNotLeaveTheStreamToItself() {
        transmitter.offerSnapshots(since -> "");
        AtomicInteger asked = new AtomicInteger();
        SnapshotHandler unlinked = new SnapshotHandler() {
            @Override
            public String watermark(StreamSettings stream) {
                asked.incrementAndGet();
                throw new NoClassDefFoundError("as the test wants it");
            }

            @Override
            public CompletionStage<Void> take(StreamSettings stream, Snapshot page) {
                return CompletableFuture.completedFuture(null);
            }
        };
        SetHandler knowing = new SetHandler() {
            @Override
            public CompletionStage<Void> handle(VerifiedSet set) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public SnapshotHandler snapshots() {
                return unlinked;
            }
        };
        receiver = Receiver.start(
                Streams.config(Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT)),
                vertx,
                knowing,
                InstantSource.system());

        await().atMost(LONG).until(() -> asked.get() > 1 && health().phase() == Phase.FAILING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":\"invalid_scope\",\"error_description\":\"x\"} | the token request was answered with 400, invalid_scope",
                "{\"error\":\"ours\\nnot theirs\"} | the token request was answered with 400",
                "no JSON | the token request was answered with 400"
            })
    void whyThereIsNoTokenIsSaidInTheStandardsWordsAlone(String answer, String said) {
        transmitter.failureStatus = 400;
        transmitter.failureBody = answer;
        transmitter.fail("/token", Integer.MAX_VALUE);

        receive(Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT));

        await().atMost(LONG).until(() -> health().phase() == Phase.FAILING);
        assertThat(health().trouble())
                .hasValueSatisfying(trouble -> assertThat(trouble).endsWith(said));
    }

    @Test
    @Requirement({"SSF-7.2.4-1", "SSF-7.2.4-2"})
    void metadataOfAnotherIssuerAreNotUsed() throws Exception {
        transmitter.metadata = document -> document.put("issuer", transmitter.issuer() + "/");
        Receiver started = receive(Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT));

        await().atMost(LONG).until(() -> health().phase() == Phase.FAILING);
        assertThat(started.awaitRunning(Duration.ofMillis(100))).isFalse();
        assertThat(health().trouble().orElseThrow()).contains("another issuer");
        assertThat(transmitter.calls).noneMatch(call -> call.contains("/streams") || call.contains("/token"));
    }

    @Test
    @Requirement({"SSF-8.1.1.1-9"})
    void aStreamForAnotherAudienceIsNotUsed() {
        receive(Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT, Set.of("https://not-us.example")));

        await().atMost(LONG).until(() -> health().phase() == Phase.FAILING);
        assertThat(health().trouble().orElseThrow()).contains("audience");
    }

    @Test
    void theAudienceIsTakenFromTheStreamWhereNoneIsConfigured() throws Exception {
        receive(Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT, Set.of()));
        enqueue("a");

        await().atMost(LONG).until(() -> acked("a"));
    }

    @Test
    void aTransmitterThatIsDownIsTriedUntilItIsUp() throws Exception {
        int port = transmitter.port();
        String issuer = transmitter.issuer();
        transmitter.close();
        Receiver started = receive(Streams.managed(issuer, DeliverySettings.Poll.DEFAULT));
        await().atMost(LONG).until(() -> health().phase() == Phase.FAILING);

        transmitter = ScriptedTransmitter.start(vertx, port);

        assertThat(started.awaitRunning(LONG)).isTrue();
        enqueue("a");
        await().atMost(LONG).until(() -> acked("a"));
    }

    @Test
    @Requirement({"SSF-8.1.1.5-1"})
    void aStreamCanBeDeleted() throws Exception {
        Receiver started = poll();

        started.deleteStream("acme");

        assertThat(transmitter.streams.known).isEmpty();
        assertThat(transmitter.calls).contains("DELETE /streams");
    }

    @Test
    void aStreamThatWasNeverSetUpIsNotSaidToBeDeleted() {
        transmitter.fail("/streams", Integer.MAX_VALUE);
        Receiver started = receive(Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT));
        await().atMost(LONG).until(() -> health().phase() == Phase.FAILING);

        assertThatThrownBy(() -> started.deleteStream("acme"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not been set up");
    }

    @Test
    void aReceiverThatCouldNotStartLeavesItsJournalToTheNextOne(@TempDir Path folder) {
        SeenSettings seen = SeenSettings.onDisk(folder.resolve("seen.journal"));
        StreamSettings good = Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT);
        StreamSettings bad = good.trusting(folder.resolve("missing.pem"));

        assertThatThrownBy(() ->
                        Receiver.start(ReceiverConfig.of(List.of(bad), seen), vertx, handler, InstantSource.system()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing.pem");

        receiver = Receiver.start(ReceiverConfig.of(List.of(good), seen), vertx, handler, InstantSource.system());
    }

    @Test
    @Requirement({"SSF-8.1.4.2-1"})
    void aVerificationThatCouldNotBeAskedForIsAskedForAgain() {
        transmitter.breaks.put("/verify", new AtomicInteger(1));

        receive(Streams.managed(transmitter.issuer(), Streams.push(Streams.PATH)));

        await().atMost(LONG).until(() -> !transmitter.verifications.isEmpty());
        await().atMost(LONG).until(() -> health().phase() == Phase.RUNNING);
    }
}
