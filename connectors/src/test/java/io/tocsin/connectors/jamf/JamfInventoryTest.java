// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.jamf;

import static io.tocsin.connectors.LabBench.TWO_DAYS;
import static io.tocsin.connectors.LabBench.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.connectors.poll.JamfInventoryConfig;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.SignalPayload.Compliance;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Jamf Pro's inventory, handed out by the lab. */
class JamfInventoryTest {
    @AutoClose
    private final LabBench bench = new LabBench();

    @Test
    void jamfsGroupsAreLeft() throws Exception {
        Shelf computers = bench.put("/api/v1/computers-inventory", "jamf/computers-inventory-page.json", "/results");
        Desk desk = bench.desk(
                new JamfInventoryConfig(
                        "jamf-inventory",
                        "acme",
                        "acme",
                        List.of(new ComplianceGroup("77", null, null, null)),
                        bench.oauth(),
                        TWO_DAYS),
                "computers-inventory");
        desk.read();
        assertThat(names(desk.signals.getFirst().device())).startsWith("FVFXFAKE01Q6");
        computers.change(computer -> true, computer -> {
            ((ObjectNode) computer).putArray("groupMemberships");
            return computer;
        });
        desk.read();
        assertThat(desk.signals.get(1).payload())
                .isEqualTo(new Compliance(
                        ComplianceStatus.COMPLIANT,
                        ComplianceStatus.NOT_COMPLIANT,
                        List.of(new PostureCheck("jamf:acme:group:77", null, true))));
        assertThat(names(desk.signals.get(1).user())).containsExactly("alice.ng@acme.example", "alice.ng");
    }
}
