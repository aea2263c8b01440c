// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.sentinelone;

import static io.tocsin.connectors.LabBench.TWO_DAYS;
import static io.tocsin.connectors.LabBench.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.connectors.poll.SentinelOneConfig;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalPayload.Threat;
import io.tocsin.schemas.signal.SignalType;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A SentinelOne console, played by the lab. */
class SentinelOneTest {
    @AutoClose
    private final LabBench bench = new LabBench();

    private Desk desk(String feed) {
        return bench.desk(
                new SentinelOneConfig("s1", "acme", "acme", List.of(feed), bench.header("ApiToken "), TWO_DAYS), feed);
    }

    @Test
    void aThreatIsMitigatedAndTakenForAFalsePositive() throws Exception {
        bench.lab.pageSize(1);
        Shelf shelf = bench.put("/web/api/v2.1/threats", "sentinelone/threats-page.json", "/data");
        Desk desk = desk("threats");
        desk.read();
        change(shelf, "mitigationStatus", "mitigated", "2026-03-02T08:40:00.000001Z");
        desk.read();
        change(shelf, "analystVerdict", "false_positive", "2026-03-02T08:50:00Z");
        desk.read();
        desk.read();
        assertThat(desk.types())
                .containsExactly(SignalType.THREAT_DETECTED, SignalType.THREAT_UPDATED, SignalType.THREAT_RESOLVED);
        assertThat(desk.signals.stream().map(signal -> ((Threat) signal.payload()).mitigated()))
                .containsExactly(false, true, true);
        assertThat(((Threat) desk.signals.getLast().payload()).state()).isEqualTo(FindingState.FALSE_POSITIVE);
        assertThat(desk.signals.stream()
                        .map(signal -> ((Threat) signal.payload()).findingId())
                        .distinct())
                .hasSize(1);
        assertThat(desk.ids()).doesNotHaveDuplicates();
    }

    private static void change(Shelf shelf, String member, String value, String at) {
        shelf.change(record -> true, record -> {
            ((ObjectNode) record.get("threatInfo")).put(member, value).put("updatedAt", at);
            return record;
        });
    }

    @Test
    void agentsJoinSerialNumbersAndTellIsolation() throws Exception {
        bench.lab.pageSize(1);
        Shelf shelf = bench.lab.shelf("/web/api/v2.1/agents").add(agent("41")).add(agent("42"));
        Desk desk = desk("agents");
        assertThat(desk.read()).isEqualTo(2);
        assertThat(desk.types()).containsExactly(SignalType.DEVICE_SEEN, SignalType.DEVICE_SEEN);
        assertThat(names(desk.signals.getFirst().device()))
                .containsExactly("41", "51a0e000-0000-4000-8000-000000000041", "FVFXFAKE0041", "ALICE-MBP");
        shelf.change(
                row -> row.path("id").asText().equals("42"),
                row -> ((ObjectNode) row).put("networkStatus", "disconnected"));
        shelf.remove(row -> row.path("id").asText().equals("41"));
        desk.read();
        desk.read();
        desk.read();
        assertThat(desk.types().subList(2, desk.signals.size()))
                .as("an agent that is gone is no news")
                .containsExactly(SignalType.DEVICE_ISOLATION_CHANGED);
        assertThat(((DeviceFacts) desk.signals.getLast().payload()).isolated()).isTrue();
    }

    private static ObjectNode agent(String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("uuid", "51a0e000-0000-4000-8000-0000000000" + id)
                .put("serialNumber", "FVFXFAKE00" + id)
                .put("computerName", "ALICE-MBP")
                .put("networkStatus", "connected");
    }

    @Test
    void whatTheConsoleDidIsPassedOverButForTheNetwork() throws Exception {
        Shelf shelf = bench.put("/web/api/v2.1/activities", "sentinelone/activities-page.json", "/data");
        shelf.add(activity("2", 1002));
        shelf.add(activity("3", 27));
        Desk desk = desk("activities");
        desk.read();
        assertThat(desk.types())
                .containsOnly(SignalType.DEVICE_ISOLATION_CHANGED)
                .hasSize(2);
        assertThat(desk.signals.stream().map(signal -> ((DeviceFacts) signal.payload()).isolated()))
                .containsExactly(true, false);
        assertThat(desk.letters).isEmpty();
    }

    private static ObjectNode activity(String id, int type) {
        return ((ObjectNode) Samples.json("sentinelone/activities-page.json").at("/data/0"))
                .put("id", id)
                .put("activityType", type);
    }
}
