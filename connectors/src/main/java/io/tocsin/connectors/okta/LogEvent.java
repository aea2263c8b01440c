// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.okta;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.schemas.origin.SignalTimes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One System Log event, read member by member; only {@code uuid}, {@code eventType} and {@code published} must be
 * there.
 */
record LogEvent(JsonAt json) {

    String uuid() {
        return json.get("uuid").requireText();
    }

    String type() {
        return json.get("eventType").requireText();
    }

    /** The insertion time is newer than the published contract and often absent. */
    SignalTimes times(Instant arrival) {
        return EventTime.of(
                EventTime.requireIso(json.get("published")), EventTime.iso(json.get("insertionTimestamp")), arrival);
    }

    @Nullable
    String severity() {
        return json.get("severity").text();
    }

    @Nullable
    String result() {
        return json.get("outcome").get("result").text();
    }

    boolean succeeded() {
        return "SUCCESS".equals(result()) || "ALLOW".equals(result());
    }

    boolean failed() {
        return "FAILURE".equals(result()) || "DENY".equals(result());
    }

    @Nullable
    String reason() {
        return json.get("outcome").get("reason").text();
    }

    @Nullable
    String transaction() {
        return json.get("transaction").get("id").text();
    }

    JsonAt actor() {
        return json.get("actor");
    }

    JsonAt client() {
        return json.get("client");
    }

    JsonAt device() {
        return json.get("device");
    }

    JsonAt securityContext() {
        return json.get("securityContext");
    }

    JsonAt authentication() {
        return json.get("authenticationContext");
    }

    /** No contract: Okta changes its members as it likes. */
    JsonAt debug(String member) {
        return json.get("debugContext").get("debugData").get(member);
    }

    boolean isByUser() {
        return "User".equals(actor().get("type").text());
    }

    /** The first target of a type. */
    @Nullable
    JsonAt target(String type) {
        List<JsonAt> targets = json.get("target").elements();
        return targets.stream()
                .filter(target -> type.equals(target.get("type").text()))
                .findFirst()
                .orElse(null);
    }
}
