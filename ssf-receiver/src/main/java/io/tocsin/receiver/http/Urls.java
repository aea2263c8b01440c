// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;

/** URLs out of documents of others. */
public final class Urls {
    private Urls() {}

    /** The URL; throws unless it is an https one. */
    public static URI https(String what, JsonNode value) throws IOException {
        try {
            URI uri = URI.create(value.asText());
            HttpsClient.requireHttps(uri);
            return uri;
        } catch (IllegalArgumentException | IOException e) {
            throw new IOException(what + " is not an https URL", e);
        }
    }

    public static URI withQuery(URI uri, String name, String value) {
        String encoded = URLEncoder.encode(value, UTF_8);
        String separator = uri.getRawQuery() == null ? "?" : "&";
        return URI.create(uri + separator + name + "=" + encoded);
    }
}
