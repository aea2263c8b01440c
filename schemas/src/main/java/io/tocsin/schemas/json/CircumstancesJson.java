// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.event.LocalizedText;
import java.util.Map;
import java.util.TreeMap;

/** The members that all CAEP payloads share (CAEP 1.0 §2). */
final class CircumstancesJson {
    private static final Words<InitiatingEntity> INITIATING_ENTITY = Words.lowerCase(InitiatingEntity.class);

    private CircumstancesJson() {}

    static Circumstances read(JsonObject payload) {
        return new Circumstances(
                NumericDate.optionalInSecondsOrMillis(payload, "event_timestamp"),
                INITIATING_ENTITY.optional(payload, "initiating_entity"),
                localized(payload, "reason_admin"),
                localized(payload, "reason_user"));
    }

    /** Plain strings occur where language maps are asked for; BCP 47 has {@code und} for them. */
    private static LocalizedText localized(JsonObject payload, String name) {
        JsonNode value = payload.take(name);
        if (value == null) {
            return LocalizedText.NONE;
        }
        if (value.isTextual()) {
            return value.textValue().isEmpty()
                    ? LocalizedText.NONE
                    : new LocalizedText(Map.of("und", value.textValue()));
        }
        if (!value.isObject()) {
            throw payload.wrong(name, "an object of strings by language tag");
        }
        Map<String, String> byLanguage = new TreeMap<>();
        value.properties().forEach(entry -> {
            if (entry.getValue().isTextual()) {
                byLanguage.put(entry.getKey(), entry.getValue().textValue());
            }
        });
        return new LocalizedText(byLanguage);
    }

    static void write(Circumstances circumstances, ObjectNode payload) {
        if (circumstances.eventTimestamp() != null) {
            payload.put("event_timestamp", NumericDate.write(circumstances.eventTimestamp()));
        }
        if (circumstances.initiatingEntity() != null) {
            payload.put("initiating_entity", INITIATING_ENTITY.of(circumstances.initiatingEntity()));
        }
        localized(circumstances.reasonAdmin(), "reason_admin", payload);
        localized(circumstances.reasonUser(), "reason_user", payload);
    }

    /** Never an empty object (CAEP 1.0 §2). */
    private static void localized(LocalizedText text, String name, ObjectNode payload) {
        if (!text.isEmpty()) {
            ObjectNode byLanguage = payload.putObject(name);
            text.byLanguage().forEach(byLanguage::put);
        }
    }
}
