// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.generic;

import static io.tocsin.connectors.LabBench.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.TestEndpoints;
import io.tocsin.connectors.intake.Endpoint;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload.Compliance;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The mappings that the manual ships for vendors without a connector of their own, as they stand in its files. */
class MappingsTest {

    /** The file as it is, but for its placeholder. */
    private static List<Signal> mapped(String vendor, JsonNode body) throws IOException {
        String yaml = Files.readString(Path.of("../docs/mappings/" + vendor + ".yaml"))
                .replaceAll("\\$\\{env:[A-Z_]+}", "whsec_dGVzdC1zZWNyZXQtbm90LXJlYWw=");
        Endpoint endpoint = TestEndpoints.of(yaml).get(vendor);
        return Samples.signals(endpoint.source(), body);
    }

    @Test
    void kandjisDeviceJoinsItsNames() throws Exception {
        ObjectNode device = (ObjectNode) Samples.json("kandji/device-detail.json");
        assertThat(mapped("kandji", device)).singleElement().satisfies(signal -> {
            assertThat(signal.type()).isEqualTo(SignalType.DEVICE_SEEN);
            assertThat(names(signal.device()))
                    .containsExactly("FVFXFAKE01Q6", "4a4d5100-0000-4000-8000-000000000041", "ALICE-MBP");
            assertThat(names(signal.user())).containsExactly("alice.ng@acme.example");
            assertThat(signal.payload()).isEqualTo(new DeviceFacts(true, null, "Mac", "15.6.1"));
            assertThat(signal.times().event()).isEqualTo(Instant.parse("2026-03-02T08:29:55Z"));
            assertThat(signal.source().vendor()).isEqualTo("kandji");
        });
        device.put("is_removed", true).put("mdm_enabled", false);
        assertThat(mapped("kandji", device)).singleElement().satisfies(signal -> {
            assertThat(signal.type()).isEqualTo(SignalType.DEVICE_UNENROLLED);
            assertThat(((DeviceFacts) signal.payload()).managed()).isFalse();
        });
    }

    @Test
    void workspaceOnesDevicesComplyOrLeave() throws Exception {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("EventType", "Compliance Status Changed")
                .put("DeviceId", 77)
                .put("SerialNumber", "FVFXFAKE01Q6")
                .put("UserEmailAddress", "alice.ng@acme.example")
                .put("EventTime", "2026-03-02T08:31:00Z")
                .put("ComplianceStatus", "NonCompliant");
        assertThat(mapped("workspace-one", event)).singleElement().satisfies(signal -> {
            assertThat(signal.payload())
                    .isEqualTo(new Compliance(ComplianceStatus.NOT_COMPLIANT, ComplianceStatus.COMPLIANT, List.of()));
            assertThat(names(signal.device())).containsExactly("FVFXFAKE01Q6", "77");
        });
        event.put("ComplianceStatus", "Pondering");
        assertThat(mapped("workspace-one", event).getFirst().payload())
                .isEqualTo(new Compliance(null, null, List.of()));
        event.put("EventType", "Device Unenrolled");
        assertThat(mapped("workspace-one", event).getFirst().type()).isEqualTo(SignalType.DEVICE_UNENROLLED);
        event.put("EventType", "Something New");
        assertThat(mapped("workspace-one", event)).isEmpty();
    }

    @Test
    void kolidesIssuesComeAndGo() throws Exception {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("id", "event-1")
                .put("event", "issues.new")
                .put("timestamp", "2026-03-02T08:31:00Z");
        event.putObject("data")
                .put("device_id", 41)
                .put("device_serial", "FVFXFAKE01Q6")
                .put("device_owner_email", "alice.ng@acme.example")
                .put("check_id", 9)
                .put("check_name", "Disk encryption");
        assertThat(mapped("kolide", event).getFirst().payload())
                .isEqualTo(new Compliance(
                        ComplianceStatus.NOT_COMPLIANT,
                        ComplianceStatus.COMPLIANT,
                        List.of(new PostureCheck("9", "Disk encryption", false))));
        event.put("event", "issues.resolved");
        assertThat(((Compliance) mapped("kolide", event).getFirst().payload()).current())
                .isEqualTo(ComplianceStatus.COMPLIANT);
        event.put("event", "webhook.test");
        assertThat(mapped("kolide", event)).isEmpty();
    }
}
