// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.generic;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.json.JsonAt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads texts where senders write texts, numbers and booleans as they like. */
final class Scalars {
    private Scalars() {}

    /** A text, whole number or boolean as text; absent where there is nothing. */
    static @Nullable String text(JsonAt value) {
        if (value.isAbsent()) {
            return null;
        }
        Boolean bool = value.bool();
        if (bool != null) {
            return bool.toString();
        }
        if (value.node().isTextual()) {
            return value.text();
        }
        return value.requireId();
    }

    static @Nullable String text(JsonAt record, @Nullable JsonPointer at) {
        return at == null ? null : text(record.at(at));
    }

    static @Nullable Boolean bool(JsonAt record, @Nullable JsonPointer at) {
        if (at == null || record.at(at).isAbsent()) {
            return null;
        }
        Boolean bool = record.at(at).bool();
        if (bool == null) {
            throw record.at(at).unexpected("a boolean");
        }
        return bool;
    }

    /** One value, or an array of them; none where there is nothing. */
    static List<String> texts(JsonAt record, @Nullable JsonPointer at) {
        if (at == null) {
            return List.of();
        }
        JsonAt value = record.at(at);
        List<String> texts = new ArrayList<>();
        for (JsonAt one : value.node().isArray() ? value.elements() : List.of(value)) {
            String text = text(one);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }
}
