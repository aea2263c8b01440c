// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft;

import static io.tocsin.connectors.LabBench.TWO_DAYS;
import static io.tocsin.connectors.LabBench.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.connectors.poll.DefenderConfig;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload.Threat;
import io.tocsin.schemas.signal.SignalPayload.VendorRisk;
import io.tocsin.schemas.signal.SignalType;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Defender for Endpoint, handed out by the lab. */
class DefenderTest {
    @AutoClose
    private final LabBench bench = new LabBench();

    @Test
    void defendersAlertsAndMachines() throws Exception {
        Shelf alerts = bench.put("/api/alerts", "defender/alerts.json", "/value");
        Shelf machines = bench.put("/api/machines", "defender/machines.json", "/value");
        DefenderConfig config = new DefenderConfig("mde", "acme", "acme", List.of(), bench.oauth(), TWO_DAYS);
        Desk desk = bench.desk(config, "alerts");
        desk.read();
        Signal found = desk.signals.getFirst();
        assertThat(found.type()).isEqualTo(SignalType.THREAT_DETECTED);
        assertThat(found.payload())
                .isEqualTo(new Threat(
                        "defender:da639000000000000000_-1000000001",
                        "Suspicious access to LSASS service",
                        FindingState.NEW,
                        Severity.HIGH,
                        null,
                        List.of("T1003.001")));
        assertThat(names(found.user()))
                .containsExactly(
                        "b0b00000-0000-4000-8000-000000000002",
                        "bob.ortiz@acme.example",
                        "bob.ortiz",
                        "S-1-5-21-1111111111-2222222222-3333333333-1102");
        assertThat(names(found.device()))
                .containsExactly("d2fa4e00000000000000000000000000000000d2", "bob-lt-22.acme.example");
        alerts.change(
                alert -> true,
                alert -> ((ObjectNode) alert)
                        .put("status", "Resolved")
                        .put("classification", "FalsePositive")
                        .put("lastUpdateTime", "2026-03-02T09:00:00Z"));
        desk.read();
        assertThat(desk.types()).containsExactly(SignalType.THREAT_DETECTED, SignalType.THREAT_RESOLVED);
        assertThat(((Threat) desk.signals.get(1).payload()).state()).isEqualTo(FindingState.FALSE_POSITIVE);

        Desk risks = bench.desk(config, "machines");
        risks.read();
        assertThat(risks.types()).as("the double says nothing").containsExactly(SignalType.DEVICE_SEEN);
        assertThat(names(risks.signals.getFirst().device())).startsWith("d2d2d2d2-0000-4000-8000-0000000000d2");
        machines.change(machine -> true, machine -> ((ObjectNode) machine).put("riskScore", "Low"));
        risks.read();
        assertThat(risks.signals.get(1).payload())
                .isEqualTo(new VendorRisk(PrincipalKind.DEVICE, RiskLevel.LOW, RiskLevel.HIGH, "riskScore", List.of()));
    }
}
