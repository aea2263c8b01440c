// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.jamf;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.NaturalKey;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.schemas.origin.SignalSource;
import java.time.Instant;
import java.util.List;

/** One webhook body: {@code webhook} says what happened and when, {@code event} to what. Jamf numbers no events. */
record Notice(JsonAt json, Arrival arrival) {
    private static final String VENDOR = "jamf";
    private static final String FAMILY = "webhook";

    String type() {
        return json.get("webhook").get("webhookEvent").requireText();
    }

    JsonAt event() {
        return json.get("event").requireObject();
    }

    private long millis() {
        return json.get("webhook").get("eventTimestamp").requireLong();
    }

    /**
     * @param about the device in Jamf's words
     * @param state what the event says of it: with the vendor's time, what makes it another event
     */
    SignalDraft draft(String about, String state) {
        SignalSource source = arrival.source(VENDOR, FAMILY, type(), null, null);
        String key = NaturalKey.of(List.of(type(), about, state, Long.toString(millis())));
        return SignalDraft.of(EventTime.of(Instant.ofEpochMilli(millis()), null, arrival.at()), source, key);
    }
}
