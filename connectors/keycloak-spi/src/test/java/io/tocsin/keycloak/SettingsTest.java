// SPDX-License-Identifier: Apache-2.0
package io.tocsin.keycloak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;

/** Read from Keycloak's own configuration scope. */
class SettingsTest {
    private static final String SCOPE = "tocsin.settings-test.";
    private static final String SECRET = "whsec_dGVzdC1zZWNyZXQtbm90LXJlYWw=";

    @TempDir
    private Path folder;

    @AfterEach
    void forget() {
        System.getProperties().keySet().removeIf(key -> key.toString().startsWith(SCOPE));
    }

    private static Settings of(Map<String, String> values) {
        values.forEach((key, value) -> System.setProperty(SCOPE + key, value));
        return Settings.of(new Config.SystemPropertiesScope(SCOPE));
    }

    @Test
    void anAddressAndASecretAreEnough() {
        Settings settings = of(Map.of("url", "https://hub.acme.example:8441/webhooks/kc-{realm}", "secret", SECRET));
        assertThat(settings.address("acme")).isEqualTo(URI.create("https://hub.acme.example:8441/webhooks/kc-acme"));
        assertThat(settings.room()).isEqualTo(10_000);
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.toString()).doesNotContain("dGVzd").doesNotContain("whsec");
    }

    @Test
    void withoutAnAddressThereIsNothingToDo() {
        assertThat(of(Map.of("secret", SECRET))).isNull();
    }

    @Test
    void theSecretMayStandInAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n");
        Settings settings = of(Map.of("url", "http://localhost:1/webhooks/kc", "secret-file", file.toString()));
        byte[] body = "{}".getBytes(UTF_8);
        assertThat(settings.signature().headers("id", Instant.EPOCH, body))
                .isEqualTo(Signature.by(SECRET).headers("id", Instant.EPOCH, body));
    }

    @ParameterizedTest
    @CsvSource({
        "http://hub.acme.example/webhooks/kc, " + SECRET + ", 10000, 10, url",
        "hub/webhooks/kc, " + SECRET + ", 10000, 10, url",
        "https://hub/webhooks/kc, plain, 10000, 10, whsec_",
        "https://hub/webhooks/kc, whsec_c2hvcnQ=, 10000, 10, 16 bytes",
        "https://hub/webhooks/kc, " + SECRET + ", 10, 10, queue",
        "https://hub/webhooks/kc, " + SECRET + ", 10000, 0, timeout-seconds",
    })
    void whatIsWrongIsSaid(String url, String secret, String queue, String timeout, String named) {
        assertThatThrownBy(() -> of(Map.of("url", url, "secret", secret, "queue", queue, "timeout-seconds", timeout)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @Test
    void aSecretIsNeededOnce() {
        assertThatThrownBy(() -> of(Map.of("url", "https://hub/webhooks/kc"))).hasMessageContaining("both missing");
        assertThatThrownBy(() -> of(Map.of("secret", SECRET, "secret-file", "/x", "url", "https://hub/webhooks/kc")))
                .hasMessageContaining("both there");
    }

    @Test
    void onlyWhatSaysSomethingAboutAccessIsSent() {
        Settings settings = of(Map.of("url", "https://hub/webhooks/kc", "secret", SECRET));
        Event event = Happened.login("e-1");
        assertThat(settings.wants(event)).isTrue();
        event.setType(EventType.CODE_TO_TOKEN);
        assertThat(settings.wants(event)).isFalse();
        AdminEvent action = Happened.disabled("a-1");
        assertThat(settings.wants(action)).isTrue();
        action.setResourcePath("clients/portal");
        assertThat(settings.wants(action)).isFalse();
    }

    @Test
    void whichEventsCanBeSaid() {
        Settings settings =
                of(Map.of("url", "https://hub/webhooks/kc", "secret", SECRET, "events", "LOGOUT,CODE_TO_TOKEN"));
        Event event = Happened.login("e-1");
        assertThat(settings.wants(event)).isFalse();
        event.setType(EventType.CODE_TO_TOKEN);
        assertThat(settings.wants(event)).isTrue();
    }

    @Test
    void theSignatureIsTheSpecificationsOwn() {
        byte[] body = ("{\"event\":\"device.compliance_changed\",\"id\":\"evt_fake_0001\","
                        + "\"occurred_at\":\"2026-03-02T08:30:00Z\",\"device\":{\"serial\":\"FVFXFAKE01Q6\"},"
                        + "\"user\":{\"email\":\"alice.ng@acme.example\"},\"from\":\"compliant\","
                        + "\"to\":\"noncompliant\"}")
                .getBytes(UTF_8);
        assertThat(Signature.by(SECRET).headers("evt_fake_0001", Instant.ofEpochSecond(1_772_440_200), body))
                .containsEntry("webhook-signature", "v1,+GCPjuo4E07Atwnj1turTsTXuV100VnAgsjQF2g4wAY=");
    }
}
