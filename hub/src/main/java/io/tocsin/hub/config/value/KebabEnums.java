// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config.value;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/** Enum constants may be written in kebab case: {@code not-compliant} for {@code NOT_COMPLIANT}. */
public final class KebabEnums extends DeserializationProblemHandler {
    @Override
    public Object handleWeirdStringValue(DeserializationContext context, Class<?> target, String value, String message)
            throws IOException {
        if (!target.isEnum()) {
            return NOT_HANDLED;
        }
        for (Object constant : target.getEnumConstants()) {
            if (text(constant).equals(value.toLowerCase(Locale.ROOT).replace('_', '-'))) {
                return constant;
            }
        }
        return context.reportInputMismatch(
                target,
                "is \"%s\", expected one of %s",
                value,
                Arrays.stream(target.getEnumConstants()).map(KebabEnums::text).collect(joining(", ")));
    }

    private static String text(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
