// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A receiver's answer to a push (RFC 8935 §2.2, §2.3).
 *
 * @param location where a redirect points to
 * @param body as much of it as was read; it may be cut off, or anything at all
 */
@SuppressWarnings("ArrayRecordComponent") // made and read in one place
record PushAnswer(
        int status, @Nullable String retryAfter, @Nullable String location, byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What a receiver may ask for at most, so that a slip of its clock does not silence a stream for a year. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    /** A receiver that caches our keys may not know a fresh one yet. */
    private static final int TRIES_FOR_A_KEY = 4;

    private static final int MAX_DESCRIPTION = 500;

    /**
     * @param endpoint where the SET was pushed to
     * @param attempt how many times this SET has been pushed, this one included
     */
    PushOutcome outcome(URI endpoint, int attempt, Instant now) {
        if (status >= 200 && status < 300) {
            return new PushOutcome.Delivered(status);
        }
        return switch (status) {
            case 400 -> badRequest(attempt);
            case 413, 415, 422 -> new PushOutcome.Rejected("http_" + status, null);
            case 429 -> new PushOutcome.Throttled(waiting(now), wait(now));
            case 408, 425 -> new PushOutcome.Transient(waiting(now), wait(now));
            default -> other(endpoint, now);
        };
    }

    private PushOutcome other(URI endpoint, Instant now) {
        if (status >= 500) {
            return new PushOutcome.Transient(waiting(now), wait(now));
        }
        return new PushOutcome.Refused(
                status >= 300 && status < 400
                        ? "HTTP " + status + ", " + redirect(endpoint) + "; redirects are not followed"
                        : "HTTP " + status);
    }

    /** Not the whole address: it may hold a secret. */
    private String redirect(URI endpoint) {
        if (location == null) {
            return "redirects to nowhere";
        }
        try {
            String host = endpoint.resolve(location).getHost();
            return endpoint.getHost().equalsIgnoreCase(host) ? "redirects elsewhere" : "redirects to another host";
        } catch (IllegalArgumentException e) {
            return "redirects to what is no URL";
        }
    }

    private String waiting(Instant now) {
        Duration wait = wait(now);
        return wait == null ? "HTTP " + status : "HTTP " + status + ", asked to wait " + wait.toSeconds() + " s";
    }

    private PushOutcome badRequest(int attempt) {
        JsonNode json = json();
        String err = json.path("err").asText("");
        return switch (err) {
            case "" -> new PushOutcome.Rejected("http_400", null);
            case "authentication_failed", "access_denied" -> new PushOutcome.Refused("HTTP 400, " + err);
            case "invalid_key" ->
                attempt < TRIES_FOR_A_KEY
                        ? new PushOutcome.Refused("HTTP 400, " + err)
                        : new PushOutcome.Rejected(err, description(json));
            default -> new PushOutcome.Rejected(truncated(err), description(json));
        };
    }

    private JsonNode json() {
        try {
            JsonNode json = JSON.readTree(new String(body, UTF_8));
            return json == null ? JSON.missingNode() : json;
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static @Nullable String description(JsonNode json) {
        JsonNode description = json.path("description");
        return description.isTextual() ? truncated(description.textValue()) : null;
    }

    private static String truncated(String text) {
        return text.length() <= MAX_DESCRIPTION ? text : text.substring(0, MAX_DESCRIPTION);
    }

    /** {@code Retry-After} in either form, seconds or a date (RFC 9110 §10.2.3). */
    private @Nullable Duration wait(Instant now) {
        if (retryAfter == null) {
            return null;
        }
        String text = retryAfter.strip();
        Duration wait;
        try {
            wait = text.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
        if (!wait.isPositive()) {
            return null;
        }
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
