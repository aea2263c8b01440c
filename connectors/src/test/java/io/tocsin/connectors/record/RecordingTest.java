// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.record;

import static io.tocsin.connectors.LabBench.TWO_DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.Recordings;
import io.tocsin.connectors.poll.CrowdStrikeConfig;
import io.tocsin.connectors.poll.EntraConfig;
import io.tocsin.connectors.poll.EventHubsConfig;
import io.tocsin.connectors.poll.FleetConfig;
import io.tocsin.connectors.poll.IntuneConfig;
import io.tocsin.connectors.poll.KeycloakConfig;
import io.tocsin.connectors.poll.OktaLogConfig;
import io.tocsin.connectors.poll.PollConfig;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.schemas.secret.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Sessions with the lab, kept and read again. */
class RecordingTest {
    @AutoClose
    private final LabBench bench = new LabBench();

    private OktaLogConfig okta() {
        return new OktaLogConfig("okta", "acme", "acme", List.of(), true, 2, bench.api(), TWO_DAYS);
    }

    /** Whose names are in the samples; none so short that made-up letters would spell it by chance. */
    private static void holdsNobodysName(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String name : List.of(
                "alice",
                "bob-lt",
                "carol",
                "ortiz",
                "acme",
                "198.51.100",
                "203.0.113",
                "00:00:5e",
                "00-00-5e",
                "lab-secret",
                "fvfx",
                "5cg0",
                "localhost",
                "7e4a47e4",
                "b0b00000")) {
            assertThat(lower).doesNotContain(name);
        }
    }

    private String recorded(PollConfig config, int passes) throws InterruptedException {
        String text = Recordings.write(Recordings.record(config, passes, bench.clock()));
        holdsNobodysName(text);
        assertThat(Recordings.replay(Recordings.read(text))).isEmpty();
        return text;
    }

    @Test
    void aLogAlongACursorIsReadAgainWithoutTheVendor() throws Exception {
        bench.put("/api/v1/logs", "okta/system-log-page-1.json", "/body");
        bench.put("/api/v1/logs", "okta/system-log-page-2-out-of-order.json", "/body");
        String text = recorded(okta(), 1);
        int asked = bench.lab.asked();
        Recording recording = Recordings.read(text);
        assertThat(recording.feeds()).singleElement().satisfies(feed -> {
            assertThat(feed.exchanges()).hasSizeGreaterThan(1);
            assertThat(feed.signals()).isNotEmpty();
            assertThat(feed.fault()).isNull();
        });
        assertThat(Recordings.replay(recording)).isEmpty();
        assertThat(bench.lab.asked()).isEqualTo(asked);
    }

    @Test
    void everyShapeOfFeedIsReadAgain() throws Exception {
        bench.put("/v1.0/auditLogs/signIns", "entra/signins-page.json", "/value");
        bench.put("/v1.0/identityProtection/riskDetections", "entra/risk-detections.json", "/value");
        recorded(
                new EntraConfig(
                        "entra", "acme", "acme", List.of("sign-ins", "risk-detections"), bench.oauth(), TWO_DAYS),
                2);
        bench.put("/v1.0/deviceManagement/managedDevices", "intune/manageddevices-snapshot-t0.json", "/value");
        recorded(new IntuneConfig("intune", "acme", "acme", bench.oauth(), TWO_DAYS), 2);
        bench.put("/alerts/combined/alerts/v1", "crowdstrike/alerts-combined-page.json", "/resources");
        bench.put("/devices/combined/devices/v1", "crowdstrike/devices-entities.json", "/resources");
        bench.put("/zero-trust-assessment/queries/assessments/v1", "crowdstrike/zta-assessments.json", "/resources");
        recorded(
                new CrowdStrikeConfig(
                        "falcon", "acme", List.of("alerts", "hosts", "assessments"), null, bench.oauth(), TWO_DAYS),
                1);
        bench.put("/api/v1/fleet/hosts", "fleet/host-detail.json", "/host");
        recorded(new FleetConfig("fleet", "acme", "acme", List.of(), bench.api(), TWO_DAYS), 1);
    }

    @Test
    void whatWasEqualIsEqualAndOnlyThat() {
        Mask mask = new Mask(java.util.Set.of("acme"));
        String login = mask.text("bob.ortiz");
        assertThat(login).hasSize(9).isNotEqualTo("bob.ortiz").matches("[a-z]{3}\\.[a-z]{5}");
        assertThat(mask.text("bob.ortiz@acme.example")).startsWith(login + "@");
        assertThat(mask.text("ACME\\Bob.Ortiz")).endsWith("\\" + capital(login));
        assertThat(mask.text("BOB-LT-22").toLowerCase(Locale.ROOT)).isEqualTo(mask.text("bob-lt-22"));
        assertThat(mask.text("00-00-5E-00-53-02").replace('-', ':').toLowerCase(Locale.ROOT))
                .isEqualTo(mask.text("00:00:5e:00:53:02"));
        assertThat(mask.text("203.0.113.22"))
                .matches("198\\.1[89]\\.\\d+\\.\\d+")
                .isEqualTo(mask.text("203.0.113.22"));
        assertThat(mask.text("1")).isNotEqualTo(mask.text("2"));
        assertThat(mask.path("/admin/realms/acme/events"))
                .startsWith("/admin/realms/")
                .endsWith("/events")
                .doesNotContain("acme");
        assertThat(new Mask(java.util.Set.of()).text("bob.ortiz")).isNotEqualTo(login);
    }

    private static String capital(String login) {
        String[] parts = login.split("\\.", -1);
        return parts[0].substring(0, 1).toUpperCase(Locale.ROOT) + parts[0].substring(1) + "."
                + parts[1].substring(0, 1).toUpperCase(Locale.ROOT) + parts[1].substring(1);
    }

    @Test
    void aConnectorThatAsksOrSaysSomethingElseIsFound() throws Exception {
        bench.put("/api/v1/logs", "okta/system-log-page-1.json", "/body");
        String text = recorded(okta(), 1);
        assertThat(Recordings.replay(Recordings.read(text.replace("/api/v1/logs\"", "/api/v2/logs\""))))
                .anySatisfy(difference ->
                        assertThat(difference).contains("question 1 is GET /api/v1/logs, expected GET /api/v2/logs"));
        assertThat(Recordings.replay(Recordings.read(text.replace("user.session.start", "user.session.end"))))
                .anySatisfy(difference -> assertThat(difference).contains("expected Said[type=SESSION_CREATED"));
        assertThatThrownBy(() -> Recordings.read("{}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRefusalIsPartOfTheSession() throws Exception {
        bench.lab.weather().refuse(403);
        Recording recording = Recordings.read(recorded(okta(), 1));
        assertThat(recording.feeds().getFirst().fault()).isEqualTo("AUTHORIZATION");
    }

    @Test
    void namesInPathsAreMasked() throws Exception {
        ObjectNode event = (ObjectNode) Samples.json("keycloak/user-event-LOGIN.json");
        bench.lab.shelf("/admin/realms/lab/events").add(event);
        String text = recorded(
                new KeycloakConfig("keycloak", "acme", "lab", null, true, List.of("events"), bench.api(), TWO_DAYS), 1);
        assertThat(text).doesNotContain("/realms/lab/");
    }

    @Test
    void whatAsksNothingIsNotRecorded() {
        EventHubsConfig hubs = new EventHubsConfig(
                "logs", "acme", "acme", "acme:9093", List.of("logs"), Secret.of("secret"), Map.of(), null);
        assertThatThrownBy(() -> Recordings.record(hubs, 1, bench.clock()))
                .hasMessage(
                        "connector logs reads what stays open (logs), which has no questions and no end that a replay"
                                + " could go by: nothing is recorded");
        CrowdStrikeConfig stream =
                new CrowdStrikeConfig("falcon", "acme", List.of("event-stream"), null, bench.api(), TWO_DAYS);
        assertThatThrownBy(() -> Recordings.record(stream, 1, bench.clock()))
                .hasMessageContaining("reads what stays open (event-stream)");
    }
}
