// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.http;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param timeout for everything from connecting to the last byte of the answer
 * @param maxBody longest answer read, in bytes
 */
public record Call(
        HttpMethod method,
        URI uri,
        Map<String, String> headers,
        @Nullable String body,
        Duration timeout,
        int maxBody) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_BODY = 512 * 1024;

    public Call {
        headers = Map.copyOf(headers);
    }

    public static Call get(URI uri, Map<String, String> headers) {
        return new Call(HttpMethod.GET, uri, headers, null, TIMEOUT, MAX_BODY);
    }

    /** The same with another timeout. */
    public Call within(Duration limit) {
        return new Call(method, uri, headers, body, limit, maxBody);
    }

    public static Call of(HttpMethod method, URI uri, Map<String, String> headers, @Nullable String body) {
        return new Call(method, uri, headers, body, TIMEOUT, MAX_BODY);
    }

    /** Headers hold tokens. */
    @Override
    public String toString() {
        return method + " " + uri;
    }
}
