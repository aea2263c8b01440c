// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.json;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A closed set of values as the words that stand for them in JSON. */
final class Words<E extends Enum<E>> {
    private final Map<String, E> byWord = new LinkedHashMap<>();
    private final Map<E, String> words;
    private final String expected;

    private Words(Class<E> type, Function<E, String> spelling) {
        words = new EnumMap<>(type);
        for (E value : requireNonNull(type.getEnumConstants())) {
            byWord.put(spelling.apply(value), value);
            words.put(value, spelling.apply(value));
        }
        expected = "one of " + String.join(", ", byWord.keySet());
    }

    static <E extends Enum<E>> Words<E> lowerCase(Class<E> type) {
        return new Words<>(type, value -> value.name().toLowerCase(Locale.ROOT));
    }

    static <E extends Enum<E>> Words<E> upperCase(Class<E> type) {
        return new Words<>(type, Enum::name);
    }

    /** {@code NOT_COMPLIANT} is {@code not-compliant}. */
    static <E extends Enum<E>> Words<E> hyphenated(Class<E> type) {
        return new Words<>(type, value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    E required(JsonObject object, String name) {
        E value = optional(object, name);
        if (value == null) {
            throw object.wrong(name, expected);
        }
        return value;
    }

    @Nullable
    E optional(JsonObject object, String name) {
        if (object.take(name) == null) {
            return null;
        }
        String word = object.optionalText(name);
        E value = word == null ? null : byWord.get(word);
        if (value == null) {
            throw object.wrongWord(name, expected);
        }
        return value;
    }

    String of(E value) {
        return requireNonNull(words.get(value));
    }
}
