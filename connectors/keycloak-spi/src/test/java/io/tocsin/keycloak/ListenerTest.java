// SPDX-License-Identifier: Apache-2.0
package io.tocsin.keycloak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.keycloak.Hub.Posted;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.Event;

/** From an event of Keycloak's to a request that the hub takes. */
class ListenerTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.ofEpochSecond(1_772_440_200);
    private static final Signature SIGNATURE = Signature.by("whsec_dGVzdC1zZWNyZXQtbm90LXJlYWw=");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Hub hub;
    private Settings settings;
    private Posts posts;

    @BeforeEach
    void start() throws Exception {
        hub = new Hub();
        settings = new Settings(
                hub.url("/webhooks/keycloak-{realm}"), SIGNATURE, Set.of("LOGIN"), 100, Duration.ofSeconds(10));
        posts = new Posts(settings, InstantSource.fixed(NOW), () -> 0, new PostMeters(new SimpleMeterRegistry()));
    }

    @AfterEach
    void stop() {
        hub.close();
        posts.close();
    }

    @Test
    void whatATransactionDidArrivesSignedAndInOrderOnceItHasCommitted() throws Exception {
        CommittedEvents transaction = new CommittedEvents(posts);
        TocsinListener listener = new TocsinListener(settings, transaction);
        transaction.begin();
        Event login = Happened.login("e-1");
        listener.onEvent(login);
        // Keycloak goes on with the same object
        login.setSessionId("another");
        listener.onEvent(Happened.disabled("a-1"), true);
        assertThat(posts.waiting()).isZero();
        assertThat(hub.posted()).isEmpty();

        transaction.commit();

        await().atMost(LONG).until(() -> events().size() == 2);
        assertThat(events()).extracting(event -> event.path("id").asText()).containsExactly("e-1", "a-1");
        assertThat(events().get(0).path("sessionId").asText()).isEqualTo("sid-1");
        Posted first = hub.taken().get(0);
        assertThat(first.path()).isEqualTo("/webhooks/keycloak-acme");
        assertThat(SIGNATURE.headers(first.id(), NOW, first.body().getBytes(UTF_8)))
                .containsEntry("webhook-signature", first.signature())
                .containsEntry("webhook-timestamp", first.timestamp());
    }

    @Test
    void whatIsRolledBackNeverHappened() {
        CommittedEvents transaction = new CommittedEvents(posts);
        transaction.begin();
        new TocsinListener(settings, transaction).onEvent(Happened.login("undone"));
        transaction.rollback();
        login("done");
        await().atMost(LONG).until(() -> events().size() == 1);
        assertThat(events().get(0).path("id").asText()).isEqualTo("done");
    }

    @Test
    void aHubThatIsAwayGetsTheSameAgainAndNobodyWaitsForIt() {
        hub.answers(503, Map.of());
        CountDownLatch away = new CountDownLatch(1);
        hub.waitsFor(away);
        // the hub answers nothing at all by now, and 50 logins go on
        for (int i = 0; i < 50; i++) {
            login("e-" + i);
        }
        assertThat(hub.posted()).isEmpty();
        away.countDown();
        await().atMost(LONG).until(() -> hub.posted().size() >= 2);
        hub.answers(200, Map.of());

        await().atMost(LONG).until(() -> events().size() == 50);
        assertThat(events().stream().map(event -> event.path("id").asText()))
                .startsWith("e-0", "e-1")
                .doesNotHaveDuplicates();
        Posted refused = hub.posted().get(0);
        assertThat(hub.posted()).anySatisfy(again -> {
            assertThat(again.answered()).isEqualTo(200);
            assertThat(again.id()).isEqualTo(refused.id());
            assertThat(again.body()).isEqualTo(refused.body());
        });
        assertThat(posts.info()).containsEntry("sent", "50").containsEntry("lost", "0");
    }

    @Test
    void whereThereIsNoRoomTheOldestGo() {
        CountDownLatch away = new CountDownLatch(1);
        hub.waitsFor(away);
        login("under way");
        await().atMost(LONG).until(() -> posts.waiting() == 0);
        for (int i = 0; i < 130; i++) {
            login("e-" + i);
        }
        assertThat(posts.waiting()).isEqualTo(100);
        away.countDown();
        await().atMost(LONG).until(() -> events().size() == 101);
        assertThat(events().stream().map(event -> event.path("id").asText()))
                .startsWith("under way", "e-30")
                .endsWith("e-129");
        assertThat(posts.info()).containsEntry("lost", "30");
    }

    @Test
    void whatIsRefusedForGoodHoldsUpNothing() {
        hub.answers(400, Map.of());
        login("bad");
        await().atMost(LONG).until(() -> posts.info().get("lost").equals("1"));
        hub.answers(200, Map.of());
        login("good");
        await().atMost(LONG).until(() -> events().size() == 1);
    }

    @Test
    void oneRealmsTroubleIsNotAnothers() {
        CountDownLatch away = new CountDownLatch(1);
        hub.waitsFor(away);
        login("of acme");
        await().atMost(LONG).until(() -> posts.waiting() == 0);
        hub.waitsFor(new CountDownLatch(0));
        Event other = Happened.login("of globex");
        other.setRealmName("globex");
        committed(other);
        await().atMost(LONG).until(() -> events().size() == 1);
        assertThat(hub.taken().get(0).path()).isEqualTo("/webhooks/keycloak-globex");
        away.countDown();
    }

    @Test
    void theEndWaitsForWhatIsUnderWay() {
        for (int i = 0; i < 60; i++) {
            login("e-" + i);
        }
        posts.close();
        assertThat(events()).hasSize(60);
    }

    @Test
    void anAnswerSaysWhenToComeBack() throws Exception {
        Post post = new Post(HttpClient.newHttpClient(), URI.create(hub.url("/")), settings, InstantSource.fixed(NOW));
        hub.answers(429, Map.of("Retry-After", "7"));
        assertThat(post.send("id", new byte[] {'[', ']'}))
                .isEqualTo(new Answer.Later("answer 429", Duration.ofSeconds(7)));
        hub.answers(503, Map.of("Retry-After", "999999"));
        assertThat(post.send("id", new byte[0])).isEqualTo(new Answer.Later("answer 503", Duration.ofMinutes(10)));
        hub.answers(302, Map.of("Location", hub.url("/elsewhere")));
        assertThat(post.send("id", new byte[0])).isEqualTo(new Answer.Later("answer 302", Duration.ZERO));
        assertThat(hub.posted()).extracting(Posted::path).doesNotContain("/elsewhere");
        hub.close();
        assertThat(post.send("id", new byte[0])).isInstanceOf(Answer.Later.class);
    }

    private void login(String id) {
        committed(Happened.login(id));
    }

    private void committed(Event event) {
        CommittedEvents transaction = new CommittedEvents(posts);
        transaction.begin();
        new TocsinListener(settings, transaction).onEvent(event);
        transaction.commit();
    }

    private List<JsonNode> events() {
        List<JsonNode> events = new ArrayList<>();
        for (Posted post : hub.taken()) {
            try {
                JSON.readTree(post.body()).forEach(events::add);
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON", e);
            }
        }
        return events;
    }
}
