// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.tocsin.schemas.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says in an operator's words what Jackson found. */
final class Problem {
    private static final KebabCaseStrategy KEBAB = new KebabCaseStrategy();

    private Problem() {}

    static JsonPointer at(JsonMappingException e) {
        JsonPointer at = JsonPointer.empty();
        for (JsonMappingException.Reference step : e.getPath()) {
            at = step.getFieldName() == null ? at.appendIndex(step.getIndex()) : at.appendProperty(step.getFieldName());
        }
        return at;
    }

    /** {@code connectors.webhooks[0].path} for {@code /connectors/webhooks/0/path}. */
    static String dotted(JsonPointer key) {
        StringBuilder dotted = new StringBuilder();
        for (JsonPointer at = key; at != null && !at.matches(); at = at.tail()) {
            if (at.getMatchingIndex() >= 0) {
                dotted.append('[').append(at.getMatchingIndex()).append(']');
            } else {
                dotted.append(dotted.isEmpty() ? "" : ".").append(at.getMatchingProperty());
            }
        }
        return dotted.toString();
    }

    static String of(JsonMappingException e) {
        return switch (e) {
            case ValueInstantiationException refused -> refused(refused);
            case InvalidTypeIdException type -> type(type);
            case InvalidFormatException format ->
                "is \"" + format.getValue() + "\", expected " + expected(format.getTargetType());
            case MismatchedInputException mismatch -> mismatch(mismatch);
            case JsonMappingException other ->
                firstLine(other.getCause() instanceof JacksonException cause ? cause : other);
        };
    }

    /** Our own readers say what they expect; Jackson's messages are for those who know its classes. */
    private static String mismatch(MismatchedInputException e) {
        String message = firstLine(e);
        return message.startsWith("Cannot ") ? "expected " + expected(e.getTargetType()) : message;
    }

    static String firstLine(JacksonException e) {
        String message = e.getOriginalMessage();
        return message == null ? e.toString() : message.lines().findFirst().orElse(message);
    }

    /** What is wrong with text that is no YAML: what was being read and what was found, without the text itself. */
    static String ofText(JacksonException e) {
        if (!(e.getCause() instanceof MarkedYAMLException marked)) {
            return firstLine(e);
        }
        String context = marked.getContext();
        return (context == null ? "" : context + ": ") + marked.getProblem();
    }

    /** What a record's constructor had to say; a null it must have is a key that is not there. */
    private static String refused(ValueInstantiationException e) {
        Throwable cause = e.getCause();
        if (cause instanceof NullPointerException missing && missing.getMessage() != null) {
            String name = missing.getMessage();
            return name.contains(" ") ? name : "key \"" + KEBAB.translate(name) + "\" is missing";
        }
        return cause == null || cause.getMessage() == null ? firstLine(e) : cause.getMessage();
    }

    private static String type(InvalidTypeIdException e) {
        Class<?> sealed = e.getBaseType().getRawClass();
        String key = SealedTypes.key(sealed);
        String expected = sealed.isSealed()
                ? ", expected one of "
                        + String.join(", ", SealedTypes.of(sealed).keySet())
                : "";
        return e.getTypeId() == null
                ? "key \"" + key + "\" is missing" + expected
                : key + " is \"" + e.getTypeId() + "\"" + expected;
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "another kind of value";
        } else if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        } else if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        } else if (type == double.class || type == Double.class) {
            return "a number";
        } else if (type == String.class) {
            return "text";
        } else if (type == Secret.class) {
            return "a secret";
        } else if (type == Duration.class) {
            return "a duration such as 250ms, 30s, 10m, 12h or 7d";
        } else if (type == URI.class) {
            return "a URI";
        } else if (type == Path.class) {
            return "a path";
        } else if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        } else if (Map.class.isAssignableFrom(type) || type.isRecord() || type.isSealed()) {
            return "a section of keys";
        }
        return type.getSimpleName();
    }
}
