// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.poll.EntraConfig;
import io.tocsin.connectors.poll.OktaLogConfig;
import io.tocsin.connectors.poll.Schedule;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.FaultException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Okta and Entra in a lab, records of theirs by the number, and readers of them. */
final class PollingBench implements AutoCloseable {
    static final Schedule DAY = new Schedule(null, Duration.ofDays(1), null);
    static final String LOG = "/api/v1/logs";
    static final String SIGN_INS = "/v1.0/auditLogs/signIns";

    final LabBench bench = new LabBench();
    private final JsonNode signIn = Samples.json("entra/signins-page.json").at("/value/0");
    private final JsonNode logged = Samples.json("okta/system-log-page-1.json").at("/body/0");

    Desk okta(int pageSize) {
        return bench.desk(
                new OktaLogConfig("okta", "acme", "acme", List.of(), true, pageSize, bench.api(), DAY), "system-log");
    }

    Desk signIns(ApiConfig api) {
        return bench.desk(new EntraConfig("entra", "acme", "acme", List.of("sign-ins"), api, DAY), "sign-ins");
    }

    JsonNode event(int number) {
        return ((ObjectNode) logged.deepCopy())
                .put("uuid", "uuid-" + number)
                .put(
                        "published",
                        Instant.parse("2026-03-02T08:00:00Z")
                                .plusSeconds(number)
                                .toString());
    }

    JsonNode signIn(String id, String time) {
        return ((ObjectNode) signIn.deepCopy()).put("id", id).put("createdDateTime", time);
    }

    static FaultException fault(Desk desk) {
        try {
            desk.page();
        } catch (FaultException e) {
            return e;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError("the vendor answered");
    }

    @Override
    public void close() {
        bench.close();
    }
}
