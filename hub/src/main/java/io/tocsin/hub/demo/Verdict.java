// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.json.Json;
import java.time.Duration;
import java.util.List;

/**
 * How a run of the story came out.
 *
 * @param signals webhooks sent and taken in
 * @param expected deliveries there had to be: every event to every receiver
 * @param arrived those of them that the receiver acknowledged
 * @param unexpected events that nobody should have been told of
 * @param faults what was wrong with a SET or a page, in words
 * @param signalToAck of each delivery that arrived: from the signal's arrival to the receiver's acknowledgement
 */
public record Verdict(
        int run,
        int signals,
        int expected,
        int arrived,
        int unexpected,
        List<String> faults,
        List<Duration> signalToAck,
        Duration ready) {
    public Verdict {
        faults = List.copyOf(faults);
        signalToAck = signalToAck.stream().sorted().toList();
    }

    public boolean passed() {
        return expected > 0 && arrived == expected && unexpected == 0 && faults.isEmpty();
    }

    /** One line, for programs. */
    public String json() {
        ObjectNode json = Json.object()
                .put("passed", passed())
                .put("run", run)
                .put("signals", signals)
                .put("expected", expected)
                .put("arrived", arrived)
                .put("unexpected", unexpected);
        faults.forEach(json.putArray("faults")::add);
        json.putObject("signalToAckMillis")
                .put("p50", millis(50))
                .put("p99", millis(99))
                .put("max", millis(100));
        return Json.write(json.put("readyMillis", ready.toMillis()));
    }

    /** The nearest rank; 0 where nothing arrived. */
    double millis(int percentile) {
        if (signalToAck.isEmpty()) {
            return 0;
        }
        int rank = (int) Math.ceil(percentile / 100.0 * signalToAck.size());
        return Math.round(signalToAck.get(Math.max(0, rank - 1)).toNanos() / 1e4) / 100.0;
    }
}
