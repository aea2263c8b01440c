// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One question to a vendor. */
public record Ask(
        String method,
        URI uri,
        Map<String, String> headers,
        @Nullable String body) {
    public Ask {
        headers = Map.copyOf(headers);
    }

    public static Ask get(URI uri) {
        return new Ask("GET", uri, Map.of("Accept", "application/json"), null);
    }

    public static Ask post(URI uri, String json) {
        return new Ask("POST", uri, Map.of("Accept", "application/json", "Content-Type", "application/json"), json);
    }

    /** The same with one header more, or another value of it. */
    public Ask with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Ask(method, uri, more, body);
    }

    /** Without query and headers: they may hold cursors, names and tokens. */
    @Override
    public String toString() {
        return method + " " + uri.getPath();
    }
}
