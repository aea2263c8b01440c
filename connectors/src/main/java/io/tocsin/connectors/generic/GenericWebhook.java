// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.generic;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.generic.spec.MappingSpec;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.Source;
import io.tocsin.schemas.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any JSON, by the mappings of a configuration; a record gives one signal for each mapping whose guards hold. */
public final class GenericWebhook implements Source {
    private final JsonPointer records;
    private final List<Mapping> mappings = new ArrayList<>();

    /**
     * Throws {@link IllegalArgumentException} for a mapping that cannot work, naming connector and key.
     *
     * @param vendor who sends
     * @param family what the sender numbers together; event ids are unique within it
     * @param records JSON pointer to the array of records; absent where the body is the record, or the array
     */
    public GenericWebhook(
            String connector, String vendor, String family, @Nullable String records, List<MappingSpec> specs) {
        Key key = new Key(connector, "");
        this.records =
                records == null ? JsonPointer.empty() : key.get("records").pointer(records);
        if (specs.isEmpty()) {
            throw key.get("mappings").wrong("empty", "at least one mapping");
        }
        for (int i = 0; i < specs.size(); i++) {
            mappings.add(new Mapping(key.get("mappings").get(i), specs.get(i), vendor, family));
        }
    }

    @Override
    public Batch records(JsonAt body) {
        return records.matches() && body.isObject() ? Batch.single(body) : Batch.of(body, records);
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        record.requireObject();
        List<Signal> signals = new ArrayList<>();
        for (Mapping mapping : mappings) {
            if (mapping.wants(record)) {
                signals.add(mapping.signal(record, arrival, type -> (int)
                        signals.stream().filter(given -> given.type() == type).count()));
            }
        }
        return signals.isEmpty() ? new Mapped.Ignored(Mapped.Why.NOT_CONFIGURED) : new Mapped.Signals(signals);
    }
}
