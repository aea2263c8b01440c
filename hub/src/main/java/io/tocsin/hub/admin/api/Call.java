// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tocsin.hub.admin.view.ViewJson;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One authenticated request.
 *
 * @param id of what the path names; empty where it names nothing
 * @param by the name of the token, and so of whoever calls
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Call(String id, String by, MultiMap query, byte[] body) {
    private static final int PAGE = 100;
    private static final int LARGEST_PAGE = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(10);

    /** {@code limit}: 100 if absent, at most 1000. */
    public int limit() {
        return parameter("limit")
                .map(text -> {
                    if (!text.matches("[0-9]{1,4}")
                            || Integer.parseInt(text) < 1
                            || Integer.parseInt(text) > LARGEST_PAGE) {
                        throw Refusal.invalid("limit is no whole number from 1 to " + LARGEST_PAGE);
                    }
                    return Integer.parseInt(text);
                })
                .orElse(PAGE);
    }

    /** A query parameter that is given once or not at all. */
    public Optional<String> parameter(String name) {
        var values = query.getAll(name);
        if (values.size() > 1) {
            throw Refusal.invalid(name + " is given " + values.size() + " times, expected once");
        }
        return values.stream().filter(value -> !value.isEmpty()).findFirst();
    }

    /** A time, as RFC 3339 has it. */
    public Optional<Instant> time(String name) {
        return parameter(name).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw Refusal.invalid(name + " is no time, expected such as 2026-11-22T09:30:00Z", e);
            }
        });
    }

    /** One of an enum's names, in lower case. */
    public <E extends Enum<E>> Optional<E> parameter(String name, Class<E> type) {
        return parameter(name)
                .map(text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> ViewJson.word(constant).equals(text))
                        .findFirst()
                        .orElseThrow(() ->
                                Refusal.invalid(name + " is none of " + String.join(", ", ViewJson.words(type)))));
    }

    /** The body as that record. An empty body is an empty object. */
    public <T> T body(Class<T> type) {
        try {
            return ViewJson.read(body.length == 0 ? new byte[] {'{', '}'} : body, type);
        } catch (JsonProcessingException e) {
            throw Refusal.invalid("the body " + ViewJson.problem(e));
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be read", e);
        }
    }

    /** Waits, as a virtual thread may; throws what the future failed with. */
    public static <T> T wait(CompletableFuture<T> answer) {
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** The same for what takes as long as there is much of it. */
    public static <T> T waitLong(CompletableFuture<T> answer) {
        return answer.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
    }
}
