// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.crowdstrike;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.poll.CrowdStrikeConfig;
import io.tocsin.connectors.poll.Schedule;
import io.tocsin.connectors.sample.Samples;
import java.time.Duration;
import java.util.List;

/** A lab whose Falcon keeps a stream open, and readers of it. */
final class FalconBench implements AutoCloseable {
    final LabBench bench = new LabBench();

    CrowdStrikeConfig config() {
        Schedule day = new Schedule(null, Duration.ofDays(2), null);
        return new CrowdStrikeConfig("falcon", "acme", List.of(), null, bench.oauth(), day);
    }

    Desk stream() {
        return bench.desk(config(), "event-stream");
    }

    /** An event like the sample's, of that number. */
    static ObjectNode event(long offset) {
        ObjectNode event =
                Samples.json("crowdstrike/EppDetectionSummaryEvent.json").deepCopy();
        ((ObjectNode) event.get("metadata")).put("offset", offset);
        ((ObjectNode) event.get("event")).put("CompositeId", "detection-" + offset);
        return event;
    }

    static void read(Desk desk, int signals) throws Exception {
        while (desk.signals.size() < signals) {
            desk.page();
        }
    }

    @Override
    public void close() {
        bench.close();
    }
}
