// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.day;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** A vendor's log, and all that was put there. */
final class Log {
    private final String name;
    private final Duration latest;
    private final ObjectNode template;
    private final Stamp stamp;
    private final Consumer<ObjectNode> to;
    private final Map<String, Instant> put = new LinkedHashMap<>();
    private final Runnable emptying;

    /** Gives a record its name and its time. */
    interface Stamp {
        void on(ObjectNode record, String id, Instant at);
    }

    Log(String name, Duration latest, JsonNode template, Stamp stamp, Consumer<ObjectNode> to, Runnable emptying) {
        this.name = name;
        this.latest = latest;
        this.template = (ObjectNode) template;
        this.stamp = stamp;
        this.to = to;
        this.emptying = emptying;
    }

    String name() {
        return name;
    }

    /** Something happens, told at once, late, or twice. */
    void happen(Instant now, Random random) {
        String id = "%s-%08d".formatted(name, put.size());
        long late = random.nextInt(4) == 0 ? random.nextLong(latest.toMillis() + 1) : 0;
        ObjectNode record = template.deepCopy();
        stamp.on(record, id, now.minusMillis(late).truncatedTo(ChronoUnit.MILLIS));
        put.put(id, now);
        to.accept(record);
        if (random.nextInt(10) == 0) {
            to.accept(record.deepCopy());
        }
    }

    /** The names of all that happened, and when it was told. */
    Map<String, Instant> put() {
        return put;
    }

    void forget() {
        put.clear();
        emptying.run();
    }
}
