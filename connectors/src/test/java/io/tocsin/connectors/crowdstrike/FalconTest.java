// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.crowdstrike;

import static io.tocsin.connectors.LabBench.TWO_DAYS;
import static io.tocsin.connectors.LabBench.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.connectors.poll.CrowdStrikeConfig;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalPayload.Threat;
import io.tocsin.schemas.signal.SignalType;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** CrowdStrike Falcon, handed out by the lab. */
class FalconTest {
    @AutoClose
    private final LabBench bench = new LabBench();

    @Test
    void falconsAlertsAndHosts() throws Exception {
        Shelf alerts = bench.put("/alerts/combined/alerts/v1", "crowdstrike/alerts-combined-page.json", "/resources");
        Shelf hosts = bench.put("/devices/combined/devices/v1", "crowdstrike/devices-entities.json", "/resources");
        CrowdStrikeConfig config = new CrowdStrikeConfig("falcon", "acme", List.of(), null, bench.oauth(), TWO_DAYS);
        Desk desk = bench.desk(config, "alerts");
        desk.read();
        Signal found = desk.signals.getFirst();
        assertThat(found.payload())
                .isEqualTo(new Threat(
                        "c1dc1dc1dc1dc1dc1dc1dc1dc1dc1dc1:ind:a1d00a1c00000000000000000000d001:43185188660-10197-561424",
                        "Credential Access via Keychain dump",
                        FindingState.NEW,
                        Severity.HIGH,
                        null,
                        List.of("T1555")));
        assertThat(names(found.device()))
                .containsExactly("a1d00a1c00000000000000000000d001", "00:00:5e:00:53:01", "ALICE-MBP");
        assertThat(names(found.user())).containsExactly("alice.ng");
        alerts.change(
                alert -> true,
                alert -> ((ObjectNode) alert)
                        .put("status", "closed")
                        .put("updated_timestamp", "2026-03-02T09:01:00.5Z"));
        desk.read();
        assertThat(desk.types()).containsExactly(SignalType.THREAT_DETECTED, SignalType.THREAT_RESOLVED);

        bench.lab.pageSize(1);
        Desk fleet = bench.desk(config, "hosts");
        assertThat(fleet.read()).isEqualTo(2);
        assertThat(fleet.types()).containsOnly(SignalType.DEVICE_SEEN).hasSize(2);
        assertThat(names(fleet.signals.getFirst().device())).contains("FVFXFAKE01Q6");
        hosts.change(host -> true, host -> ((ObjectNode) host).put("status", "contained"));
        fleet.read();
        assertThat(fleet.signals.subList(2, fleet.signals.size()))
                .singleElement()
                .satisfies(signal -> {
                    assertThat(signal.type()).isEqualTo(SignalType.DEVICE_ISOLATION_CHANGED);
                    assertThat(((DeviceFacts) signal.payload()).isolated()).isTrue();
                    assertThat(names(signal.device())).contains("FVFXFAKE01Q6");
                });
    }
}
