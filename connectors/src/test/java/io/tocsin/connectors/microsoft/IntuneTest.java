// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft;

import static io.tocsin.connectors.LabBench.TWO_DAYS;
import static io.tocsin.connectors.LabBench.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.connectors.poll.IntuneConfig;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload.Compliance;
import io.tocsin.schemas.signal.SignalPayload.Threat;
import io.tocsin.schemas.signal.SignalType;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Intune's devices, handed out by the lab. */
class IntuneTest {
    @AutoClose
    private final LabBench bench = new LabBench();

    @Test
    void intunesSnapshotsTellWhatChanged() throws Exception {
        Shelf shelf =
                bench.put("/v1.0/deviceManagement/managedDevices", "intune/manageddevices-snapshot-t0.json", "/value");
        Desk desk = bench.desk(new IntuneConfig("intune", "acme", "acme", bench.oauth(), TWO_DAYS), "managed-devices");
        desk.read();
        assertThat(desk.types()).as("a baseline says who is there").containsExactly(SignalType.DEVICE_SEEN);
        desk.read();
        assertThat(desk.signals).hasSize(1);
        shelf.remove(row -> true);
        bench.put("/v1.0/deviceManagement/managedDevices", "intune/manageddevices-snapshot-t1.json", "/value");
        desk.reopen();
        desk.read();
        assertThat(desk.types())
                .containsExactly(
                        SignalType.DEVICE_SEEN, SignalType.DEVICE_COMPLIANCE_CHANGED, SignalType.THREAT_DETECTED);
        Signal changed = desk.signals.get(1);
        assertThat(changed.payload())
                .isEqualTo(new Compliance(ComplianceStatus.NOT_COMPLIANT, ComplianceStatus.COMPLIANT, List.of()));
        assertThat(changed.times().quality()).isEqualTo(TimeQuality.DIFF_UPPER_BOUND);
        assertThat(changed.attributes()).containsKey("not-before");
        assertThat(names(changed.device()))
                .containsExactly(
                        "d2d2d2d2-0000-4000-8000-0000000000d2",
                        "5CG0FAKE22",
                        "1d2d2000-0000-4000-8000-0000000000d2",
                        "00005E005302",
                        "BOB-LT-22");
        assertThat(names(changed.user()))
                .containsExactly(
                        "b0b00000-0000-4000-8000-000000000002", "bob.ortiz@acme.example", "bob.ortiz@acme.example");
        assertThat(((Threat) desk.signals.get(2).payload()).severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void intunesGraceIsComplianceAndItsJunkNamesNobody() throws Exception {
        Shelf shelf =
                bench.put("/v1.0/deviceManagement/managedDevices", "intune/manageddevices-edge-cases.json", "/value");
        Desk desk = bench.desk(new IntuneConfig("intune", "acme", "acme", bench.oauth(), TWO_DAYS), "managed-devices");
        desk.read();
        assertThat(names(desk.signals.get(1).device()))
                .containsExactly("1d2d2000-0000-4000-8000-0000000000e2", "00005E005302", "BOB-LT-22");
        assertThat(desk.signals.get(1).user()).isNull();
        shelf.change(row -> true, row -> ((ObjectNode) row).put("complianceState", "compliant"));
        desk.read();
        assertThat(desk.types())
                .as("from grace to compliant is no change, from unknown it is the first word")
                .containsExactly(SignalType.DEVICE_SEEN, SignalType.DEVICE_SEEN, SignalType.DEVICE_COMPLIANCE_CHANGED);
        assertThat(desk.signals.get(2).payload())
                .isEqualTo(new Compliance(ComplianceStatus.COMPLIANT, null, List.of()));
        // a list that changes while it is read may leave out a row: two passes have to miss it
        shelf.remove(row -> row.path("id").asText().endsWith("e1"));
        desk.read();
        assertThat(desk.signals).hasSize(3);
        desk.read();
        assertThat(desk.types()).last().isEqualTo(SignalType.DEVICE_UNENROLLED);
        desk.read();
        assertThat(desk.signals).hasSize(4);
    }
}
