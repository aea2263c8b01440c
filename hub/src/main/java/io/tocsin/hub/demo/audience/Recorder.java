// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.demo.audience;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.receiver.SetHandler;
import io.tocsin.receiver.VerifiedSet;
import io.tocsin.schemas.json.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A receiver that keeps every SET and finds fault with it. Signature, issuer and audience are proved already: without
 * them no SET gets here.
 */
public final class Recorder implements SetHandler {
    /** Seconds above this would be the year 5138: it is milliseconds. */
    private static final long MAX_SECONDS = 100_000_000_000L;

    private final List<VerifiedSet> sets = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    @Override
    public synchronized CompletionStage<Void> handle(VerifiedSet set) {
        String jti = set.claims().jti();
        if (sets.stream().anyMatch(known -> known.claims().jti().equals(jti))) {
            faults.add("SET " + jti + " came twice");
        }
        sets.add(set);
        check(set);
        return CompletableFuture.completedFuture(null);
    }

    public synchronized List<VerifiedSet> sets() {
        return List.copyOf(sets);
    }

    public synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** What CAEP's interoperability profile wants to see, read from the token as it came. */
    private void check(VerifiedSet set) {
        JsonNode claims = Json.parse(payload(set.token()));
        require(
                set,
                claims.path("txn").isTextual() && !claims.path("txn").asText().isEmpty(),
                "has no txn");
        require(set, claims.path("events").size() == 1, "has not one event");
        for (JsonNode event : claims.path("events")) {
            JsonNode timestamp = event.path("event_timestamp");
            require(
                    set,
                    timestamp.isIntegralNumber() && timestamp.asLong() > 0 && timestamp.asLong() < MAX_SECONDS,
                    "has no event_timestamp in seconds");
            JsonNode reason = event.path("reason_admin");
            require(
                    set,
                    reason.isObject()
                            && !reason.isEmpty()
                            && reason.valueStream()
                                    .noneMatch(text -> text.asText().isBlank()),
                    "has no reason_admin");
        }
    }

    private static byte[] payload(String token) {
        return Base64.getUrlDecoder().decode(token.substring(token.indexOf('.') + 1, token.lastIndexOf('.')));
    }

    private void require(VerifiedSet set, boolean holds, String fault) {
        if (!holds) {
            faults.add("SET " + set.claims().jti() + " " + fault);
        }
    }
}
