// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.connectors.ConnectorsConfig;
import io.tocsin.connectors.hook.KeycloakHookConfig;
import io.tocsin.connectors.poll.KeycloakConfig;
import io.tocsin.hub.inbound.InboundSource;
import io.tocsin.receiver.ClientCredentials;
import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.StreamSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keycloak in compose and those of our services that hear it and act on it mean each other. */
class ComposeKeycloakTest {
    @TempDir
    private static Path secrets;

    private static Compose compose;

    @BeforeAll
    static void prepare() throws Exception {
        compose = Compose.read();
        Compose.prepare(secrets);
    }

    @Test
    void keycloakPostsItsEventsToAWebhookOfTheIntakeByOurListener() throws IOException {
        Map<?, ?> environment = compose.service("keycloak").section("environment");
        assertThat(environment.get("KC_SPI_EVENTS_LISTENER__TOCSIN__URL"))
                .isEqualTo("https://intake:8441/webhooks/keycloak-{realm}");
        assertThat(compose.service("intake")
                        .deployed()
                        .config(secrets)
                        .connectors()
                        .webhooks())
                .anyMatch(hook -> hook.name().equals("keycloak-acme"));
        assertThat(Files.readString(secrets.resolve("acme-realm.json"))).contains("\"tocsin\"]");
        try (ZipFile listener =
                new ZipFile(secrets.resolve("tocsin-keycloak.jar").toFile())) {
            assertThat(listener.getEntry("META-INF/services/org.keycloak.events.EventListenerProviderFactory"))
                    .isNotNull();
        }
    }

    /** As one name: what its listener, its log and its SETs tell of a session would be of three otherwise. */
    @Test
    void keycloakHasOneNameForWhoeverHearsIt() throws IOException {
        Compose.Container keycloak = compose.service("keycloak");
        Map<?, ?> environment = keycloak.section("environment");
        URI hostname = URI.create(String.valueOf(environment.get("KC_HOSTNAME")));
        String issuer = hostname + "/realms/acme";
        ConnectorsConfig intake =
                compose.service("intake").deployed().config(secrets).connectors();

        assertThat(hostname.getHost()).isEqualTo(keycloak.name());
        assertThat(environment.get("KC_HTTPS_PORT")).isEqualTo(String.valueOf(hostname.getPort()));
        assertThat(keycloak.words("ports")).containsExactly("127.0.0.1:%1$d:%1$d".formatted(hostname.getPort()));
        assertThat(intake.webhooks())
                .filteredOn(KeycloakHookConfig.class::isInstance)
                .extracting(hook -> ((KeycloakHookConfig) hook).issuer())
                .containsExactly(issuer);
        assertThat(intake.polls())
                .filteredOn(KeycloakConfig.class::isInstance)
                .extracting(poll -> ((KeycloakConfig) poll).api().url())
                .containsExactly(hostname);
        assertThat(source().sidIssuer()).isEqualTo(issuer);
        assertThat(source().stream().issuer()).isEqualTo(issuer);
    }

    @Test
    void inboundFetchesTheSetsOfAClientThatTheRealmLetsHaveThem() throws IOException {
        StreamSettings stream = source().stream();
        ClientCredentials credentials = stream.credentials();
        JsonNode client = realm().path("clients")
                .valueStream()
                .filter(one ->
                        credentials.clientId().equals(one.path("clientId").asText()))
                .findFirst()
                .orElseThrow();

        assertThat(stream.delivery())
                .asInstanceOf(InstanceOfAssertFactories.type(DeliverySettings.Poll.class))
                .returns(true, DeliverySettings.Poll::returnImmediately);
        assertThat(client.path("secret").asText())
                .isEqualTo(credentials.clientSecret().reveal());
        assertThat(client.path("serviceAccountsEnabled").asBoolean()).isTrue();
        assertThat(client.path("attributes").path("ssf.enabled").asText()).isEqualTo("true");
        assertThat(client.path("attributes").path("ssf.allowedDeliveryMethods").asText())
                .isEqualTo("poll");
        assertThat(realm().path("attributes").path("ssf.transmitterEnabled").asText())
                .isEqualTo("true");
        assertThat(compose.service("keycloak").words("command").getFirst()).contains("--features=ssf");
        assertThat(compose.service("keycloak-settled").mounted().get("/opt/tocsin/settle"))
                .content()
                .contains("clientId=" + credentials.clientId())
                .contains(credentials.scopes());
    }

    /** Otherwise what is done about a revocation would be a reason for the next one. */
    @Test
    void whatOurOwnActionsDoInKeycloakIsNoEvidence() throws IOException {
        ConnectorsConfig intake =
                compose.service("intake").deployed().config(secrets).connectors();
        List<String> ours = List.of(serviceAccountOf("tocsin-actions"));

        assertThat(compose.service("actions").deployed().configuration())
                .content()
                .contains("tocsin-actions");
        assertThat(intake.webhooks())
                .filteredOn(KeycloakHookConfig.class::isInstance)
                .extracting(hook -> ((KeycloakHookConfig) hook).ownActors())
                .containsExactly(ours);
        assertThat(intake.polls())
                .filteredOn(KeycloakConfig.class::isInstance)
                .extracting(poll -> ((KeycloakConfig) poll).ownActors())
                .containsExactly(ours);
    }

    /** The one stream that inbound receives. */
    private static InboundSource source() throws IOException {
        return compose.service("inbound")
                .deployed()
                .config(secrets)
                .inbound()
                .sources()
                .getFirst();
    }

    private static JsonNode realm() throws IOException {
        return new ObjectMapper().readTree(secrets.resolve("acme-realm.json").toFile());
    }

    /** The user id under which a client of Keycloak's realm does what it does. */
    private static String serviceAccountOf(String client) throws IOException {
        return realm().path("users")
                .valueStream()
                .filter(user ->
                        client.equals(user.path("serviceAccountClientId").asText()))
                .map(user -> user.path("id").asText())
                .findFirst()
                .orElseThrow();
    }
}
