// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.generic;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.generic.spec.Lookup;
import io.tocsin.connectors.json.JsonAt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A {@link Lookup}, checked. */
record Choice<T>(
        @Nullable JsonPointer at,
        Map<String, T> values,
        @Nullable T otherwise) {

    static <E extends Enum<E>> Choice<E> of(Key key, Class<E> type, @Nullable Lookup lookup) {
        return checked(key, lookup, (member, word) -> member.constant(type, word));
    }

    static Choice<String> ofTexts(Key key, @Nullable Lookup lookup) {
        return checked(key, lookup, (member, word) -> member.require(word, "a text"));
    }

    private static <T> Choice<T> checked(Key key, @Nullable Lookup lookup, BiFunction<Key, String, T> ours) {
        Lookup given = key.require(lookup, "at and values, or otherwise");
        if (given.at() == null && !given.values().isEmpty()) {
            throw key.get("at").wrong("missing beside values", "a JSON pointer to the sender's word");
        }
        if (given.at() == null && given.otherwise() == null) {
            throw key.wrong("without at and otherwise", "at and values, or otherwise for what is always the same");
        }
        if (given.at() != null && given.values().isEmpty()) {
            throw key.get("values").wrong("empty beside at", "the sender's words and ours for them");
        }
        Map<String, T> values = new HashMap<>();
        given.values()
                .forEach((theirs, word) ->
                        values.put(theirs, ours.apply(key.get("values").get(theirs), word)));
        String usual = given.otherwise();
        return new Choice<>(
                key.get("at").optional(given.at()),
                values,
                usual == null ? null : ours.apply(key.get("otherwise"), usual));
    }

    /** All that it can come to. */
    List<T> results() {
        List<T> results = new ArrayList<>(values.values());
        if (otherwise != null) {
            results.add(otherwise);
        }
        return results;
    }

    /** Throws {@link io.tocsin.connectors.json.UnexpectedJsonException} for a word without a meaning. */
    T of(JsonAt record) {
        if (at == null) {
            return usual(record);
        }
        JsonAt word = record.at(at);
        String text = Scalars.text(word);
        T ours = text == null ? null : values.get(text);
        return ours == null ? usual(word) : ours;
    }

    private T usual(JsonAt where) {
        if (otherwise == null) {
            throw where.unexpected("one of the " + values.size() + " configured values");
        }
        return otherwise;
    }
}
