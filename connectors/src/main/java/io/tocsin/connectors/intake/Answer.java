// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tocsin.connectors.metrics.Rejection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the caller hears. */
public sealed interface Answer {
    int status();

    /** Of the content type, or nothing. */
    String body();

    default String contentType() {
        return "application/json";
    }

    Map<String, String> headers();

    /** Everything that was sent is in Kafka. */
    record Accepted() implements Answer {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public String body() {
            return "";
        }

        @Override
        public Map<String, String> headers() {
            return Map.of();
        }
    }

    /** The vendor's proof that the address is ours. */
    record Verification(String challenge) implements Answer {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public String body() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("verification", challenge)
                    .toString();
        }

        @Override
        public Map<String, String> headers() {
            return Map.of();
        }
    }

    /** The vendor's proof that the address is ours, as it came: plain text that no browser takes for anything else. */
    record Echo(String body) implements Answer {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public String contentType() {
            return "text/plain";
        }

        @Override
        public Map<String, String> headers() {
            return Map.of();
        }
    }

    /**
     * Not taken in.
     *
     * @param description says what to do about it; holds nothing that the caller sent
     */
    record Refused(
            Rejection rejection,
            String description,
            @Nullable String scheme) implements Answer {
        public static Refused of(Rejection rejection, String description) {
            return new Refused(rejection, description, null);
        }

        @Override
        public int status() {
            return rejection.status();
        }

        @Override
        public String body() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("error", rejection.name().toLowerCase(Locale.ROOT))
                    .put("description", description)
                    .toString();
        }

        @Override
        public Map<String, String> headers() {
            return switch (rejection) {
                case UNAUTHENTICATED -> scheme == null ? Map.of() : Map.of("WWW-Authenticate", scheme);
                case METHOD_NOT_ALLOWED -> Map.of("Allow", "POST");
                case BUSY -> Map.of("Retry-After", "1");
                case NOT_WRITTEN -> Map.of("Retry-After", "5");
                case UNSUPPORTED_CONTENT -> Map.of("Accept", "application/json");
                case UNKNOWN_CONNECTOR, MALFORMED, TOO_LARGE, TOO_SLOW -> Map.of();
            };
        }
    }
}
