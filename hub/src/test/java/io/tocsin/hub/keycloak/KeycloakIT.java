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
import io.tocsin.kafka.FreePort;
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
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Transport> LISTENER_AND_POLL = Set.of(Transport.WEBHOOK, Transport.POLL);

    @TempDir
    private static Path folder;

    private static KeycloakServer keycloak;
    private static AcmeRealm realm;
    private static Hub hub;
    private static Wire wire;
    private static HeardByHub heard;
    private static Path root;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        Path zip = Distribution.zip(folder);
        Path jar = Path.of(System.getProperty("tocsin.keycloak.jar", ""));
        LocalAuthority authority = LocalAuthority.in(folder.resolve("tls"), Clock.systemUTC());
        root = authority.root();
        client = HttpClient.newBuilder().sslContext(Trust.in(authority.root())).build();
        int port = FreePort.any();
        int connectors = FreePort.any();
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
        realm = new AcmeRealm(keycloak);
        realm.mayHaveAStream("tocsin");
        Path file = folder.resolve("hub.yaml");
        Files.writeString(
                file,
                resource("hub.yaml")
                        .replace("{{folder}}", folder.toString())
                        .replace("{{keycloak}}", Integer.toString(port))
                        .replace("{{actor}}", realm.user("service-account-tocsin-actions"))
                        .replace("{{connectors}}", Integer.toString(connectors))
                        .replace("{{inbound}}", Integer.toString(FreePort.any()))
                        .replace("{{admin}}", Integer.toString(FreePort.any())));
        HubConfig config = ConfigFile.read(file, HubConfig.class, System::getenv);
        hub = Hub.start(config, config.roles(), Clock.systemUTC(), reason -> {});
        wire = Wire.open(hub.kafka());
        heard = new HeardByHub(hub.kafka(), wire);
        // the stream exists once the realm's client has one
        await().atMost(HeardByHub.LONG).until(() -> realm.hasStream("tocsin"));
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
        String alice = realm.user("alice");
        String bob = realm.user("bob");

        JsonNode first = realm.login("alice");
        String left = AcmeRealm.sid(first);
        heard.expect(SignalType.SESSION_CREATED, left, LISTENER_AND_POLL);

        keycloak.admin(
                "PUT",
                "/realms/acme/users/" + alice + "/reset-password",
                Map.of("type", "password", "value", "alice-9876543210", "temporary", false));
        heard.expectOneAct(SignalType.CREDENTIAL_CHANGED, alice);

        keycloak.form(
                "/realms/acme/protocol/openid-connect/logout",
                List.of(
                        "client_id=portal",
                        "refresh_token=" + first.path("refresh_token").asText()));
        heard.expect(SignalType.SESSION_ENDED, left, LISTENER_AND_POLL);
        heard.expect(SignalType.SESSION_REVOKED, left, Set.of(), Transport.SSF_POLL);

        String deleted = AcmeRealm.sid(realm.login("alice", "alice-9876543210"));
        keycloak.admin("DELETE", "/realms/acme/sessions/" + deleted, null);
        heard.expect(SignalType.SESSION_REVOKED, deleted, LISTENER_AND_POLL);

        realm.login("bob");
        keycloak.admin("PUT", "/realms/acme/users/" + bob, Map.of("enabled", false));
        heard.expect(SignalType.ACCOUNT_DISABLED, bob, LISTENER_AND_POLL);

        String everywhere = AcmeRealm.sid(realm.login("alice", "alice-9876543210"));
        keycloak.admin("POST", "/realms/acme/users/" + alice + "/logout", null);
        heard.expectOneAct(SignalType.SESSION_REVOKED, alice);

        assertThat(everywhere).isNotEqualTo(deleted);
        heard.onceTold(EventType.SESSION_REVOKED, deleted);
        heard.onceTold(EventType.ACCOUNT_DISABLED, bob);
        // Keycloak's SSF calls a logout a revocation: news to whoever hears that before the listener's word of its end
        assertThat(heard.events().stream()
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
        String dora = realm.user("dora");
        String page = keycloak.issuer("acme") + "/protocol/openid-connect/auth?client_id=portal&response_type=code"
                + "&scope=openid&redirect_uri=https%3A%2F%2Flocalhost%2Fapp";
        try (Browser browser = new Browser(Trust.in(root), page)) {
            browser.fill(Map.of("username", "dora", "password", "dora-0123456789"))
                    .fill(Map.of("password-new", "dora-9876543210", "password-confirm", "dora-9876543210"));
            assertThat(browser.leadsAway()).isTrue();
        }
        heard.expectOneAct(SignalType.CREDENTIAL_CHANGED, dora);
        assertThat(heard.signals().stream()
                        .filter(signal ->
                                signal.type() == SignalType.CREDENTIAL_CHANGED && HeardByHub.names(signal, dora))
                        .map(signal -> signal.source().eventType()))
                .contains("UPDATE_PASSWORD");
        AcmeRealm.sid(realm.login("dora", "dora-9876543210"));
    }

    @Test
    void aRevocationOfOursEndsTheSessionInKeycloakAndIsNoEvidence() throws Exception {
        String carol = realm.user("carol");
        JsonNode tokens = realm.login("carol");
        String sid = AcmeRealm.sid(tokens);
        heard.expect(SignalType.SESSION_CREATED, sid, LISTENER_AND_POLL);
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

        await().atMost(HeardByHub.LONG)
                .until(() -> heard.receipts(event).stream()
                        .anyMatch(receipt -> receipt.standing() instanceof Standing.Done));
        ActionReceipt receipt = heard.receipts(event).getLast();
        assertThat(receipt.effect().orElseThrow()).isPositive().isLessThan(HeardByHub.LONG);
        HttpResponse<String> refreshed = keycloak.form(
                "/realms/acme/protocol/openid-connect/token",
                List.of(
                        "grant_type=refresh_token",
                        "client_id=portal",
                        "refresh_token=" + tokens.path("refresh_token").asText()));
        assertThat(refreshed.statusCode()).isEqualTo(400);
        assertThat(refreshed.body()).contains("invalid_grant");
        await("echo")
                .atMost(HeardByHub.LONG)
                .untilAsserted(() -> assertThat(heard.signals().stream()
                                .filter(signal -> signal.type() == SignalType.OWN_SET_ECHO)
                                .map(signal -> signal.source().transport()))
                        .containsAll(LISTENER_AND_POLL));
        assertThat(heard.signals())
                .noneMatch(signal -> signal.type() == SignalType.SESSION_REVOKED && HeardByHub.names(signal, sid));
        heard.onceTold(EventType.SESSION_REVOKED, sid);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = requireNonNull(KeycloakIT.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
