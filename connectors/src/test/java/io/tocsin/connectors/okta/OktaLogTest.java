// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.okta;

import static io.tocsin.connectors.LabBench.TWO_DAYS;
import static io.tocsin.connectors.LabBench.names;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.poll.OktaLogConfig;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Okta's System Log, handed out by the lab. */
class OktaLogTest {
    @AutoClose
    private final LabBench bench = new LabBench();

    @Test
    void oktasLogGivesTheSignalsOfItsHooks() throws Exception {
        bench.put("/api/v1/logs", "okta/system-log-page-1.json", "/body");
        bench.put("/api/v1/logs", "okta/system-log-page-2-out-of-order.json", "/body");
        Desk desk = bench.desk(
                new OktaLogConfig(
                        "log", "acme", "acme", List.of("https://hub.acme.example"), true, 3, bench.api(), TWO_DAYS),
                "system-log");
        desk.read();
        assertThat(desk.letters).isEmpty();
        assertThat(desk.types())
                .startsWith(SignalType.SESSION_CREATED, SignalType.SESSION_CONTEXT_CHANGED, SignalType.RISK_ASSESSED);
        Signal first = desk.signals.getFirst();
        assertThat(first.source().transport()).isEqualTo(Transport.POLL);
        assertThat(names(first.session())).contains("idxFAKEsessALICE01abcd");
        assertThat(first.times().event()).isEqualTo(Instant.parse("2026-03-02T08:00:03.120Z"));
    }
}
