// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.lab;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the lab does instead of answering as it should; each once, in the order in which it was asked for. */
public final class Weather {
    private final Deque<Turn> coming = new ArrayDeque<>();

    /** What happens to one question. */
    sealed interface Turn {}

    record Refuse(Said said) implements Turn {}

    record Delay(Duration time) implements Turn {}

    record HangUp() implements Turn {}

    record Truncate() implements Turn {}

    record Forge(String origin) implements Turn {}

    /** Answers with a status, such as 500. */
    public Weather refuse(int status) {
        return refuse(status, Map.of());
    }

    /** The same with headers, such as {@code Retry-After}. */
    public Weather refuse(int status, Map<String, String> headers) {
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return add(new Refuse(new Said(status, lists, "{\"error\":\"the lab refuses\"}")));
    }

    /** Answers late. */
    public Weather delay(Duration time) {
        return add(new Delay(time));
    }

    /** Ends the connection in the middle of an answer. */
    public Weather hangUp() {
        return add(new HangUp());
    }

    /** Answers with the first half of the JSON. */
    public Weather truncate() {
        return add(new Truncate());
    }

    /** Answers with links that lead to another origin. */
    public Weather forgeLinks(String origin) {
        return add(new Forge(origin));
    }

    private synchronized Weather add(Turn turn) {
        coming.add(turn);
        return this;
    }

    synchronized @Nullable Turn next() {
        return coming.poll();
    }
}
