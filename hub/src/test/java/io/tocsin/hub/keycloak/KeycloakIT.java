// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.keycloak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.hub.config.ConfigFile;
import io.tocsin.hub.run.Hub;
import io.tocsin.hub.run.HubConfig;
import io.tocsin.hub.tls.LocalAuthority;
import io.tocsin.hub.tls.Trust;
import io.tocsin.schemas.action.ActionReceipt;
import io.tocsin.schemas.action.ActionReceipt.Standing;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.history.Start;
import io.tocsin.transmitter.history.TopicHistory;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What people and administrators do in a Keycloak arrives by the listener, by the poll and by its own SSF. */
@EnabledIfSystemProperty(
        named = "tocsin.keycloak.version",
        matches = ".+",
        disabledReason = "starts a real Keycloak: mvn -Pkeycloak verify")
class KeycloakIT {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Transport> LISTENER_AND_POLL = Set.of(Transport.WEBHOOK, Transport.POLL);
    private static final Set<Transport> ALL_THREE = Set.of(Transport.WEBHOOK, Transport.POLL, Transport.SSF_POLL);

    @TempDir
    private static Path folder;

    private static KeycloakServer keycloak;
    private static Hub hub;
    private static Wire wire;
    private static Path root;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        Path zip = Distribution.zip(folder);
        Path jar = Path.of(System.getProperty("tocsin.keycloak.jar", ""));
        LocalAuthority authority = LocalAuthority.in(folder.resolve("tls"), Clock.systemUTC());
        root = authority.root();
        client = HttpClient.newBuilder().sslContext(Trust.in(authority.root())).build();
        int port = freePort();
        int connectors = freePort();
        keycloak = KeycloakServer.start(
                folder,
                zip,
                jar,
                folder.resolve("tls"),
                port,
                client,
                Map.of(
                        "KC_SPI_EVENTS_LISTENER__TOCSIN__URL",
                        "https://localhost:" + connectors + "/webhooks/keycloak-{realm}",
                        "KC_SPI_EVENTS_LISTENER__TOCSIN__SECRET",
                        "whsec_dGVzdC1zZWNyZXQtbm90LXJlYWw="));
        keycloak.admin("POST", "/realms", JSON.readTree(resource("realm.json")));
        mayHaveAStream("tocsin");
        Path file = folder.resolve("hub.yaml");
        Files.writeString(
                file,
                resource("hub.yaml")
                        .replace("{{folder}}", folder.toString())
                        .replace("{{keycloak}}", Integer.toString(port))
                        .replace("{{actor}}", user("service-account-tocsin-actions"))
                        .replace("{{connectors}}", Integer.toString(connectors))
                        .replace("{{inbound}}", Integer.toString(freePort()))
                        .replace("{{admin}}", Integer.toString(freePort())));
        HubConfig config = ConfigFile.read(file, HubConfig.class, System::getenv);
        hub = Hub.start(config, config.roles(), Clock.systemUTC(), reason -> {});
        wire = Wire.open(hub.kafka());
        // the stream exists once the realm's client has one
        await().atMost(LONG)
                .until(() -> keycloak.admin("GET", "/realms/acme/clients?clientId=tocsin", null)
                        .get(0)
                        .path("attributes")
                        .has("ssf.stream.id"));
    }

    /** Keycloak gives no client SSF's scopes by itself. */
    private static void mayHaveAStream(String clientId) throws IOException {
        String client = keycloak.admin("GET", "/realms/acme/clients?clientId=" + clientId, null)
                .get(0)
                .path("id")
                .asText();
        for (String name : List.of("ssf.read", "ssf.manage")) {
            if (scope(name).isEmpty()) {
                keycloak.admin(
                        "POST", "/realms/acme/client-scopes", Map.of("name", name, "protocol", "openid-connect"));
            }
            keycloak.admin(
                    "PUT",
                    "/realms/acme/clients/" + client + "/optional-client-scopes/"
                            + scope(name).orElseThrow(),
                    null);
        }
    }

    private static Optional<String> scope(String name) throws IOException {
        for (JsonNode scope : keycloak.admin("GET", "/realms/acme/client-scopes", null)) {
            if (scope.path("name").asText().equals(name)) {
                return Optional.of(scope.path("id").asText());
            }
        }
        return Optional.empty();
    }

    @AfterAll
    static void stop() throws Exception {
        if (hub != null) {
            hub.close();
        }
        if (wire != null) {
            wire.close();
        }
        if (keycloak != null) {
            keycloak.close();
        }
        if (client != null) {
            client.close();
        }
    }

    @Test
    void oneStoryIsHeardThreeTimesAndToldOnce() throws Exception {
        String alice = user("alice");
        String bob = user("bob");

        JsonNode first = login("alice");
        String left = sid(first);
        expect(SignalType.SESSION_CREATED, left, LISTENER_AND_POLL);

        keycloak.admin(
                "PUT",
                "/realms/acme/users/" + alice + "/reset-password",
                Map.of("type", "password", "value", "alice-9876543210", "temporary", false));
        expectOneAct(SignalType.CREDENTIAL_CHANGED, alice);

        keycloak.form(
                "/realms/acme/protocol/openid-connect/logout",
                List.of(
                        "client_id=portal",
                        "refresh_token=" + first.path("refresh_token").asText()));
        expect(SignalType.SESSION_ENDED, left, LISTENER_AND_POLL);
        expect(SignalType.SESSION_REVOKED, left, Set.of(), Transport.SSF_POLL);

        String deleted = sid(login("alice", "alice-9876543210"));
        keycloak.admin("DELETE", "/realms/acme/sessions/" + deleted, null);
        expect(SignalType.SESSION_REVOKED, deleted, LISTENER_AND_POLL);

        login("bob");
        keycloak.admin("PUT", "/realms/acme/users/" + bob, Map.of("enabled", false));
        expect(SignalType.ACCOUNT_DISABLED, bob, LISTENER_AND_POLL);

        String everywhere = sid(login("alice", "alice-9876543210"));
        keycloak.admin("POST", "/realms/acme/users/" + alice + "/logout", null);
        expectOneAct(SignalType.SESSION_REVOKED, alice);

        assertThat(everywhere).isNotEqualTo(deleted);
        onceTold(EventType.SESSION_REVOKED, deleted);
        onceTold(EventType.ACCOUNT_DISABLED, bob);
        // Keycloak's SSF calls a logout a revocation: news to whoever hears that before the listener's word of its end
        assertThat(events().stream()
                        .filter(event -> event.event().type().equals(EventType.SESSION_REVOKED)
                                && event.subject().toString().contains(left))
                        .map(SecurityEvent::id)
                        .distinct())
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aPasswordThatItsUserChangesIsHeardThreeTimesAndCountsOnce() throws Exception {
        keycloak.admin(
                "POST",
                "/realms/acme/users",
                Map.of(
                        "username",
                        "dora",
                        "enabled",
                        true,
                        "email",
                        "dora@acme.example",
                        "emailVerified",
                        true,
                        "firstName",
                        "Dora",
                        "lastName",
                        "Ek",
                        "requiredActions",
                        List.of("UPDATE_PASSWORD"),
                        "credentials",
                        List.of(Map.of("type", "password", "value", "dora-0123456789"))));
        String dora = user("dora");
        String page = keycloak.issuer("acme") + "/protocol/openid-connect/auth?client_id=portal&response_type=code"
                + "&scope=openid&redirect_uri=https%3A%2F%2Flocalhost%2Fapp";
        try (Browser browser = new Browser(Trust.in(root), page)) {
            browser.fill(Map.of("username", "dora", "password", "dora-0123456789"))
                    .fill(Map.of("password-new", "dora-9876543210", "password-confirm", "dora-9876543210"));
            assertThat(browser.leadsAway()).isTrue();
        }
        expectOneAct(SignalType.CREDENTIAL_CHANGED, dora);
        assertThat(signals().stream()
                        .filter(signal -> signal.type() == SignalType.CREDENTIAL_CHANGED && names(signal, dora))
                        .map(signal -> signal.source().eventType()))
                .contains("UPDATE_PASSWORD");
        sid(login("dora", "dora-9876543210"));
    }

    @Test
    void aRevocationOfOursEndsTheSessionInKeycloakAndIsNoEvidence() throws Exception {
        String carol = user("carol");
        JsonNode tokens = login("carol");
        String sid = sid(tokens);
        expect(SignalType.SESSION_CREATED, sid, LISTENER_AND_POLL);
        SecurityEvent event = new SecurityEvent(
                UUID.randomUUID().toString(),
                new CanonicalId("acme", PrincipalKind.SESSION, sid),
                new ComplexSubject(Map.of(
                        ComplexSubject.USER,
                        new SimpleSubject.IssSub(keycloak.issuer("acme"), carol),
                        ComplexSubject.SESSION,
                        new SimpleSubject.Opaque(sid))),
                new CaepEvent.SessionRevoked(Circumstances.NONE, Members.NONE),
                "txn-" + sid,
                Instant.now(),
                LatencyStamps.NONE);
        try (TopicWriter writer = TopicWriter.open(hub.kafka(), wire)) {
            writer.write(Topics.EVENTS, event.principal(), event).join();
        }

        await().atMost(LONG)
                .until(() -> receipts(event).stream().anyMatch(receipt -> receipt.standing() instanceof Standing.Done));
        ActionReceipt receipt = receipts(event).getLast();
        assertThat(receipt.effect().orElseThrow()).isPositive().isLessThan(LONG);
        HttpResponse<String> refreshed = keycloak.form(
                "/realms/acme/protocol/openid-connect/token",
                List.of(
                        "grant_type=refresh_token",
                        "client_id=portal",
                        "refresh_token=" + tokens.path("refresh_token").asText()));
        assertThat(refreshed.statusCode()).isEqualTo(400);
        assertThat(refreshed.body()).contains("invalid_grant");
        await("echo")
                .atMost(LONG)
                .untilAsserted(() -> assertThat(signals().stream()
                                .filter(signal -> signal.type() == SignalType.OWN_SET_ECHO)
                                .map(signal -> signal.source().transport()))
                        .containsAll(LISTENER_AND_POLL));
        assertThat(signals()).noneMatch(signal -> signal.type() == SignalType.SESSION_REVOKED && names(signal, sid));
        onceTold(EventType.SESSION_REVOKED, sid);
    }

    private static List<ActionReceipt> receipts(SecurityEvent event) {
        return all(Topics.ACTION_RECEIPTS).stream()
                .filter(receipt -> receipt.eventId().equals(event.id()))
                .toList();
    }

    /** The same signal by the listener and by the poll; and one of SSF's own, about the same principal. */
    private static void expect(SignalType type, String about, Set<Transport> same, Transport... besides) {
        await("signal " + type).atMost(LONG).untilAsserted(() -> {
            Map<String, Set<Transport>> heard = signals().stream()
                    .filter(signal -> signal.type() == type && names(signal, about))
                    .collect(Collectors.groupingBy(
                            Signal::id,
                            Collectors.mapping(signal -> signal.source().transport(), Collectors.toSet())));
            if (!same.isEmpty()) {
                assertThat(heard.values()).contains(same);
            }
            for (Transport other : besides) {
                assertThat(heard.values()).contains(Set.of(other));
            }
        });
    }

    /**
     * The same by all three, under one id: but for the edge of a window of time, at which what is seconds in one and
     * milliseconds in the other may be on two sides.
     */
    private static void expectOneAct(SignalType type, String about) {
        await("one " + type).atMost(LONG).untilAsserted(() -> {
            List<Signal> heard = signals().stream()
                    .filter(signal -> signal.type() == type
                            && names(signal, about)
                            && (type == SignalType.CREDENTIAL_CHANGED || signal.session() == null))
                    .toList();
            assertThat(heard.stream().map(signal -> signal.source().transport()).collect(Collectors.toSet()))
                    .isEqualTo(ALL_THREE);
            assertThat(heard.stream().map(KeycloakIT::window).distinct())
                    .as("ids by windows of their times")
                    .hasSize((int) heard.stream().map(Signal::id).distinct().count());
        });
    }

    private static long window(Signal signal) {
        return Math.floorDiv(signal.times().event().getEpochSecond(), 4);
    }

    private static void onceTold(EventType type, String about) {
        await("told once of " + type)
                .during(Duration.ofSeconds(3))
                .atMost(LONG)
                .untilAsserted(() -> assertThat(events())
                        .filteredOn(event -> event.event().type().equals(type)
                                && event.subject().toString().contains(about))
                        .extracting(SecurityEvent::id)
                        .as("one event, however often it was said again")
                        .isNotEmpty()
                        .containsOnly(first(type, about)));
    }

    private static String first(EventType type, String about) {
        return events().stream()
                .filter(event -> event.event().type().equals(type)
                        && event.subject().toString().contains(about))
                .findFirst()
                .map(SecurityEvent::id)
                .orElse("none");
    }

    private static boolean names(Signal signal, String value) {
        return in(signal.user(), value) || in(signal.session(), value);
    }

    private static boolean in(@Nullable Entity entity, String value) {
        return entity != null
                && entity.identifiers().stream().map(Identifier::value).anyMatch(value::equals);
    }

    private static List<Signal> signals() {
        return all(Topics.SIGNALS);
    }

    private static List<SecurityEvent> events() {
        return all(Topics.EVENTS);
    }

    private static <V> List<V> all(Topic<?, V> topic) {
        List<V> found = new ArrayList<>();
        new TopicHistory<>(hub.kafka(), wire, topic).read(OptionalInt.empty(), new Start.Beginning(), entry -> {
            if (entry.value() != null) {
                found.add(entry.value());
            }
            return true;
        });
        return found;
    }

    private static String user(String name) throws IOException {
        return keycloak.admin("GET", "/realms/acme/users?exact=true&username=" + name, null)
                .get(0)
                .path("id")
                .asText();
    }

    private static JsonNode login(String name) throws IOException {
        return login(name, name + "-0123456789");
    }

    private static JsonNode login(String name, String password) throws IOException {
        return keycloak.token("acme", "portal", Map.of("username", name, "password", password));
    }

    /** Of the ID token. */
    private static String sid(JsonNode tokens) throws IOException {
        String payload = tokens.path("id_token").asText().split("\\.", -1)[1];
        return JSON.readTree(Base64.getUrlDecoder().decode(payload)).path("sid").asText();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = requireNonNull(KeycloakIT.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
