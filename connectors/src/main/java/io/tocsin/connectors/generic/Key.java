// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.generic;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A key of the configuration and whose it is, so that whatever is wrong there can be found. */
record Key(String connector, String name) {

    Key get(String member) {
        return new Key(connector, name.isEmpty() ? member : name + "." + member);
    }

    Key get(int index) {
        return new Key(connector, name + "[" + index + "]");
    }

    IllegalArgumentException wrong(String found, String expected) {
        return new IllegalArgumentException(
                "connector " + connector + ": " + name + " is " + found + ", expected " + expected);
    }

    <T> T require(@Nullable T value, String expected) {
        if (value == null) {
            throw wrong("missing", expected);
        }
        return value;
    }

    JsonPointer pointer(@Nullable String text) {
        String given = require(text, "a JSON pointer such as /device/serial");
        try {
            return JsonPointer.compile(given);
        } catch (IllegalArgumentException unused) {
            throw wrong("'" + given + "'", "a JSON pointer such as /device/serial, or the empty text for the record");
        }
    }

    @Nullable
    JsonPointer optional(@Nullable String text) {
        return text == null ? null : pointer(text);
    }

    /** One of ours, written as it is or in kebab case. */
    <E extends Enum<E>> E constant(Class<E> type, @Nullable String text) {
        String given = require(text, "one of " + all(type));
        try {
            return Enum.valueOf(type, given.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException unused) {
            throw wrong("'" + given + "'", "one of " + all(type));
        }
    }

    private static <E extends Enum<E>> String all(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    }
}
