// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.day;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.schemas.signal.SignalType;
import java.util.Set;
import java.util.function.ObjIntConsumer;

/** A vendor's list of one row, which changes between two states. */
final class Register {
    private final String connector;
    private final String family;
    private final Set<SignalType> told;
    private final Shelf shelf;
    private final ObjIntConsumer<ObjectNode> state;
    private int changes;

    Register(String connector, String family, Shelf shelf, ObjIntConsumer<ObjectNode> state, SignalType... told) {
        this.connector = connector;
        this.family = family;
        this.told = Set.of(told);
        this.shelf = shelf;
        this.state = state;
        shelf.change(row -> true, row -> in(row, 0));
    }

    private JsonNode in(JsonNode row, int which) {
        state.accept((ObjectNode) row, which);
        return row;
    }

    void change() {
        changes++;
        shelf.change(row -> true, row -> in(row, changes % 2));
    }

    String connector() {
        return connector;
    }

    String family() {
        return family;
    }

    /** What its connector says of a change. */
    Set<SignalType> told() {
        return told;
    }

    int changes() {
        return changes;
    }
}
