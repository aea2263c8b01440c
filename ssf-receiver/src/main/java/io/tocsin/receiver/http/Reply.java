// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer, read to its end. */
public record Reply(int status, MultiMap headers, Buffer body) {
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    public boolean isJson() {
        String type = header("Content-Type");
        if (type == null) {
            return false;
        }
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().equalsIgnoreCase("application/json");
    }

    /** {@code Retry-After} in its seconds form, at most an hour. */
    public Optional<Duration> retryAfter() {
        String value = header("Retry-After");
        if (value == null
                || value.isEmpty()
                || value.length() > 9
                || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        Duration wait = Duration.ofSeconds(Long.parseLong(value));
        Duration longest = Duration.ofHours(1);
        return Optional.of(wait.compareTo(longest) > 0 ? longest : wait);
    }

    @Override
    public String toString() {
        return "Reply[" + status + "]";
    }
}
