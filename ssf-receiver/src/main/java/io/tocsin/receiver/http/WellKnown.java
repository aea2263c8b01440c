// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Documents whose place is derived from an issuer (SSF 1.0 §7.2, RFC 8414 §3). */
public final class WellKnown {
    private WellKnown() {}

    /**
     * Fetches the document of that well-known name.
     *
     * @throws IOException also where it names another issuer: nothing in it may be used then
     */
    public static ObjectNode fetch(HttpsClient http, String name, String issuer)
            throws IOException, InterruptedException {
        Reply reply = http.send(Call.get(location(name, issuer), Map.of("Accept", "application/json")));
        if (reply.status() != 200) {
            throw new StatusException(name, reply);
        }
        ObjectNode document = reply.isJson() ? StrictJson.object(reply.body().getBytes()) : null;
        if (document == null) {
            throw new IOException(name + " is not a JSON object of type application/json");
        }
        // identical strings, no normalisation (SSF 1.0 §7.2.4)
        if (!issuer.equals(document.path("issuer").textValue())) {
            throw new IOException(name + " names another issuer than the one it was fetched for");
        }
        return document;
    }

    /** The well-known name goes between host and path; a last slash of the path goes away. */
    static URI location(String name, String issuer) {
        URI uri = URI.create(issuer);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String inserted = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + "/.well-known/" + name + inserted);
    }
}
