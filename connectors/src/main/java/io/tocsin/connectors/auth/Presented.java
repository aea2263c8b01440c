// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.auth;

import org.jspecify.annotations.Nullable;

/** What a caller shows to be let in. Has no text form: all of it may be secret. */
public final class Presented {
    private final Headers headers;
    private final @Nullable String pathSecret;
    private final byte[] body;

    /**
     * What one request shows.
     *
     * @param pathSecret the path segment behind the connector's name, if there is one
     * @param body the bytes as they came, not copied
     */
    public Presented(Headers headers, @Nullable String pathSecret, byte[] body) {
        this.headers = headers;
        this.pathSecret = pathSecret;
        this.body = body;
    }

    @Nullable
    String header(String name) {
        return headers.single(name);
    }

    @Nullable
    String pathSecret() {
        return pathSecret;
    }

    byte[] body() {
        return body;
    }

    /** The request's headers. */
    @FunctionalInterface
    public interface Headers {
        /** The value of a header (any case), absent where it is missing or sent more than once. */
        @Nullable
        String single(String name);
    }
}
