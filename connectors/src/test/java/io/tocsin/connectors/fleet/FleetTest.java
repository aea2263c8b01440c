// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.fleet;

import static io.tocsin.connectors.LabBench.TWO_DAYS;
import static io.tocsin.connectors.LabBench.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.connectors.poll.FleetConfig;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.SignalPayload.Compliance;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Fleet's hosts, handed out by the lab. */
class FleetTest {
    @AutoClose
    private final LabBench bench = new LabBench();

    @Test
    void fleetsPoliciesFailAndRecover() throws Exception {
        Shelf hosts = bench.put("/api/v1/fleet/hosts", "fleet/host-detail.json", "/host");
        Desk desk = bench.desk(new FleetConfig("fleet", "acme", "acme", List.of(), bench.api(), TWO_DAYS), "hosts");
        desk.read();
        assertThat(names(desk.signals.getFirst().device()))
                .containsExactly(
                        "FVFXFAKE01Q6", "A1B2C3D4-0001-5AA1-B498-52A4CB17D18D", "41", "00:00:5e:00:53:01", "ALICE-MBP");
        assertThat(names(desk.signals.getFirst().user())).containsExactly("alice.ng@acme.example");
        hosts.change(host -> true, host -> {
            ((ObjectNode) host.at("/policies/0")).put("response", "pass");
            ((ObjectNode) host.at("/policies/1")).put("response", "fail");
            return host;
        });
        desk.read();
        assertThat(desk.signals.get(1).payload())
                .as("the policy that is not critical does not count")
                .isEqualTo(new Compliance(
                        ComplianceStatus.COMPLIANT,
                        ComplianceStatus.NOT_COMPLIANT,
                        List.of(new PostureCheck(
                                "fleet:acme:policy:9", "Full disk encryption enabled (macOS)", true))));
        assertThat(desk.signals).hasSize(2);
    }
}
