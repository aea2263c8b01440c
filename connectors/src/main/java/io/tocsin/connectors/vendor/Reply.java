// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.StrictJson;
import io.tocsin.connectors.json.UnexpectedJsonException;
import io.tocsin.schemas.connector.Trouble;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a vendor answered. Has no text form: all of it may be personal. */
public final class Reply {
    private final int status;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final byte[] body;

    /** @param body not copied */
    public Reply(int status, Map<String, List<String>> headers, byte[] body) {
        this.status = status;
        headers.forEach((name, values) -> this.headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        this.body = body;
    }

    public int status() {
        return status;
    }

    /** The first value of a header, in any case of its name. */
    public @Nullable String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? null : values.getFirst();
    }

    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** As it came, not copied. */
    public byte[] body() {
        return body;
    }

    /** The body as JSON. */
    public JsonAt json() throws FaultException {
        try {
            return JsonAt.root(StrictJson.parse(body));
        } catch (UnexpectedJsonException e) {
            throw new FaultException(Trouble.Kind.PROTOCOL, "the answer's " + e.problem());
        }
    }
}
