// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.eventhubs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.StrictJson;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.mapping.Source;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records of any of Azure's diagnostic logs, each in an envelope that names its category. What is within is the record
 * as Microsoft's own API has it, and so has the same id on both ways.
 */
public final class DiagnosticLogs implements Source {
    private static final JsonPointer RECORDS = JsonPointer.compile("/records");

    private final Map<String, RecordMapper> categories = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** @param categories what the properties of each category mean; another is passed over */
    public DiagnosticLogs(Map<String, RecordMapper> categories) {
        this.categories.putAll(categories);
    }

    @Override
    public Batch records(JsonAt body) {
        return Batch.of(body, RECORDS);
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        String category = record.requireObject().get("category").requireText();
        RecordMapper mapper = categories.get(category);
        return mapper == null
                ? new Mapped.Ignored(Mapped.Why.NO_MEANING)
                : mapper.map(properties(record.get("properties")), arrival);
    }

    /** Some services write them as a text. */
    private static JsonAt properties(JsonAt value) {
        String text = value.text();
        return text == null
                ? value.requireObject()
                : new JsonAt(StrictJson.parse(text.getBytes(UTF_8)), value.path()).requireObject();
    }
}
