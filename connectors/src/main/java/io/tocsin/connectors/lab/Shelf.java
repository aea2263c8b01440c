// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** One collection of a vendor's, in the order in which records were put there. For use by any number of threads. */
public final class Shelf {
    private final List<JsonNode> records = new ArrayList<>();
    private int generation;

    /** Puts a record behind all others, whatever its own time. */
    public synchronized Shelf add(JsonNode record) {
        records.add(record);
        return this;
    }

    /** Changes those that are meant, where they stand. */
    public synchronized void change(Predicate<JsonNode> which, UnaryOperator<JsonNode> change) {
        records.replaceAll(record -> which.test(record) ? change.apply(record.deepCopy()) : record);
    }

    public synchronized void remove(Predicate<JsonNode> which) {
        records.removeIf(which);
    }

    /** Cursors that were given out so far are not known any more. */
    public synchronized void forgetCursors() {
        generation++;
    }

    /** A cursor behind so many records. */
    synchronized String cursor(int records) {
        return generation + "_" + records;
    }

    /** How many records a cursor leaves behind; -1 for one that is not known any more. */
    synchronized int behind(String cursor) {
        String[] parts = cursor.split("_", -1);
        return parts[0].equals(Integer.toString(generation)) ? Integer.parseInt(parts[1]) : -1;
    }

    synchronized List<JsonNode> all() {
        return List.copyOf(records);
    }
}
