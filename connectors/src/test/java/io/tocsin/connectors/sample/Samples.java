// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.sample;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.StrictJson;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.Source;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The sample payloads, and what a source makes of one. */
public final class Samples {
    /** After all that the samples tell. */
    public static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");

    public static final Arrival ARRIVAL = new Arrival("acme", "source", Transport.WEBHOOK, NOW);

    private Samples() {}

    public static byte[] bytes(String path) {
        try (InputStream in = Samples.class.getResourceAsStream("/" + path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode json(String path) {
        return StrictJson.parse(bytes(path));
    }

    /** All signals of a delivery; fails where a record does not map. */
    public static List<Signal> signals(Source source, JsonNode body) {
        List<Signal> signals = new ArrayList<>();
        for (JsonAt record : source.records(JsonAt.root(body)).records()) {
            if (source.map(record, ARRIVAL) instanceof Mapped.Signals mapped) {
                signals.addAll(mapped.signals());
            }
        }
        return signals;
    }
}
