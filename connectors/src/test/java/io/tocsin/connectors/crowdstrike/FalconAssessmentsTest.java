// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.crowdstrike;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.connectors.poll.CrowdStrikeConfig;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalPayload.VendorRisk;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Falcon's Zero Trust assessments, asked for pass by pass. */
class FalconAssessmentsTest {
    @AutoClose
    private final LabBench bench = new LabBench();

    private final Shelf shelf = bench.put(
            "/zero-trust-assessment/queries/assessments/v1", "crowdstrike/zta-assessments.json", "/resources");

    private Desk desk() {
        return bench.desk(
                new CrowdStrikeConfig("falcon", "acme", List.of("assessments"), null, bench.oauth(), null),
                "assessments");
    }

    private void score(int overall) {
        shelf.change(row -> true, row -> {
            ((ObjectNode) row.get("assessment")).put("overall", overall);
            return row;
        });
    }

    private static ObjectNode with(ObjectNode row, String agent) {
        return row.put("aid", agent).put("system_serial_number", "SERIAL-" + agent);
    }

    @Test
    void aScoreThatLeavesItsBandIsAnAssessment() throws Exception {
        Desk desk = desk();
        desk.read();
        Signal seen = desk.signals.getFirst();
        assertThat(seen.type()).isEqualTo(SignalType.DEVICE_SEEN);
        assertThat(seen.payload()).isEqualTo(new DeviceFacts(null, null, "Mac", null));
        assertThat(seen.device().identifiers())
                .containsExactly(
                        new Identifier(
                                IdentifierKind.DEVICE_VENDOR_ID,
                                "crowdstrike:c1dc1dc1dc1dc1dc1dc1dc1dc1dc1dc1",
                                "a1d00a1c00000000000000000000d001",
                                Strength.STRONG),
                        new Identifier(IdentifierKind.DEVICE_SERIAL, "serial", "FVFXFAKE01Q6", Strength.STRONG));
        assertThat(desk.signals).hasSize(1);
        score(43);
        desk.read();
        assertThat(desk.signals).hasSize(2);
        Signal assessed = desk.signals.get(1);
        assertThat(assessed.type()).isEqualTo(SignalType.DEVICE_POSTURE_ASSESSED);
        assertThat(assessed.payload())
                .isEqualTo(new VendorRisk(
                        PrincipalKind.DEVICE,
                        RiskLevel.HIGH,
                        RiskLevel.MEDIUM,
                        "zero-trust-assessment",
                        List.of("filevault_enabled")));
        assertThat(assessed.source().transport()).isEqualTo(Transport.SNAPSHOT_DIFF);
        assertThat(assessed.times().quality()).isEqualTo(TimeQuality.DIFF_UPPER_BOUND);
        assertThat(assessed.attributes()).containsKey("not-before");
    }

    @Test
    void aScoreThatWaversAtAnEdgeIsNone() throws Exception {
        score(50);
        Desk desk = desk();
        desk.read();
        for (int wavering : new int[] {49, 50, 48, 51, 49}) {
            score(wavering);
            desk.read();
        }
        assertThat(desk.types()).containsExactly(SignalType.DEVICE_SEEN);
        score(47);
        desk.read();
        score(51);
        desk.read();
        score(49);
        desk.read();
        assertThat(desk.types()).containsExactly(SignalType.DEVICE_SEEN, SignalType.DEVICE_POSTURE_ASSESSED);
        score(90);
        desk.read();
        assertThat(((VendorRisk) desk.signals.getLast().payload()).current()).isEqualTo(RiskLevel.LOW);
    }

    @Test
    void allPagesAreReadAndANewHostIsAssessedAtOnce() throws Exception {
        ObjectNode row =
                (ObjectNode) Samples.json("crowdstrike/zta-assessments.json").at("/resources/0");
        shelf.add(with(row.deepCopy(), "second"));
        bench.lab.pageSize(1);
        Desk desk = desk();
        assertThat(desk.read()).isEqualTo(2);
        shelf.add(with(row.deepCopy(), "third"));
        assertThat(desk.read()).isEqualTo(3);
        assertThat(desk.types())
                .containsExactly(
                        SignalType.DEVICE_SEEN,
                        SignalType.DEVICE_SEEN,
                        SignalType.DEVICE_SEEN,
                        SignalType.DEVICE_POSTURE_ASSESSED);
        assertThat(desk.letters).isEmpty();
    }
}
