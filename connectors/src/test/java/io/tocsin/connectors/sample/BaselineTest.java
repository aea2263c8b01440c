// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.jamf.ComplianceGroup;
import io.tocsin.connectors.poll.CrowdStrikeConfig;
import io.tocsin.connectors.poll.DefenderConfig;
import io.tocsin.connectors.poll.EntraConfig;
import io.tocsin.connectors.poll.FleetConfig;
import io.tocsin.connectors.poll.IntuneConfig;
import io.tocsin.connectors.poll.JamfInventoryConfig;
import io.tocsin.connectors.poll.PollConfig;
import io.tocsin.connectors.poll.Schedule;
import io.tocsin.connectors.poll.SentinelOneConfig;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The first pass over a list: how things stand is no change, and no evidence. */
class BaselineTest {
    private static final Schedule DAY = new Schedule(null, Duration.ofDays(1), null);

    @AutoClose
    private final LabBench bench = new LabBench();

    @Test
    void theFirstPassNamesWhoIsThereAndSaysNothingOfHowTheyAre() throws Exception {
        // with devices that do not comply, are contained, at high risk and badly configured
        bench.put("/v1.0/deviceManagement/managedDevices", "intune/manageddevices-edge-cases.json", "/value");
        bench.put("/v1.0/deviceManagement/managedDevices", "intune/manageddevices-snapshot-t1.json", "/value");
        bench.put("/v1.0/devices/delta", "entra/devices-delta-change.json", "/value");
        bench.put("/v1.0/users/delta", "entra/risky-users.json", "/value");
        bench.put("/api/machines", "defender/machines.json", "/value");
        bench.put("/devices/combined/devices/v1", "crowdstrike/devices-entities.json", "/resources");
        bench.put("/zero-trust-assessment/queries/assessments/v1", "crowdstrike/zta-assessments.json", "/resources");
        bench.put("/api/v1/computers-inventory", "jamf/computers-inventory-page.json", "/results");
        bench.put("/api/v1/fleet/hosts", "fleet/host-detail.json", "/host");
        bench.put("/web/api/v2.1/agents", "sentinelone/threats-page.json", "/data/0/agentRealtimeInfo");
        List<String> directory = List.of("devices", "users");
        List<ComplianceGroup> groups = List.of(new ComplianceGroup("77", null, null, null));
        List<String> falcon = List.of("hosts", "assessments");
        Map<PollConfig, List<String>> lists = Map.of(
                new IntuneConfig("intune", "acme", "acme", bench.oauth(), DAY), List.of("managed-devices"),
                new EntraConfig("entra", "acme", "acme", directory, bench.oauth(), DAY), directory,
                new DefenderConfig("mde", "acme", "acme", List.of(), bench.oauth(), DAY), List.of("machines"),
                new CrowdStrikeConfig("falcon", "acme", falcon, null, bench.oauth(), DAY), falcon,
                new JamfInventoryConfig("jamf", "acme", "acme", groups, bench.oauth(), DAY),
                        List.of("computers-inventory"),
                new FleetConfig("fleet", "acme", "acme", List.of(), bench.api(), DAY), List.of("hosts"),
                new SentinelOneConfig("s1", "acme", "acme", List.of(), bench.oauth(), DAY), List.of("agents"));
        for (Map.Entry<PollConfig, List<String>> connector : lists.entrySet()) {
            for (String feed : connector.getValue()) {
                Desk desk = bench.desk(connector.getKey(), feed);
                desk.read();
                assertThat(desk.memory().rows()).as(feed).isNotEmpty();
                assertThat(desk.signals).as(feed).extracting(Signal::type).allMatch(SignalType.DEVICE_SEEN::equals);
            }
        }
    }
}
