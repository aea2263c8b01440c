// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.CaepRiskLevel;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.ComplianceStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A sort of value that members have, and how one is made of what an expression gives. */
public final class ValueKind<T> {
    /** An empty text is none. */
    public static final ValueKind<String> TEXT = new ValueKind<>("a text", ValueKind::text);

    public static final ValueKind<List<String>> TEXTS = new ValueKind<>("a list of texts", ValueKind::texts);
    public static final ValueKind<ChangeType> CHANGE_TYPE = word(ChangeType.values());
    public static final ValueKind<ComplianceStatus> COMPLIANCE = word(ComplianceStatus.values());
    public static final ValueKind<CaepRiskLevel> LEVEL = word(CaepRiskLevel.values());
    public static final ValueKind<CaepEvent.ChangeDirection> DIRECTION = word(CaepEvent.ChangeDirection.values());
    /** Whatever a claim can be. */
    public static final ValueKind<JsonNode> JSON = new ValueKind<>("a value", ValueKind::json);

    private final String name;
    private final Function<Object, Optional<T>> reading;

    private ValueKind(String name, Function<Object, Optional<T>> reading) {
        this.name = name;
        this.reading = reading;
    }

    /** Empty where it is none of this kind. */
    public Optional<T> of(Object value) {
        return reading.apply(value);
    }

    @Override
    public String toString() {
        return name;
    }

    private static <E extends Enum<E>> ValueKind<E> word(E[] values) {
        String name = "one of "
                + Arrays.stream(values)
                        .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .collect(Collectors.joining(", "));
        return new ValueKind<>(
                name,
                value -> Arrays.stream(values)
                        .filter(e -> e.name()
                                .equals(String.valueOf(value)
                                        .toUpperCase(Locale.ROOT)
                                        .replace('-', '_')))
                        .findFirst());
    }

    private static Optional<String> text(Object value) {
        return value instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    private static Optional<List<String>> texts(Object value) {
        return value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
                ? Optional.of(list.stream().map(String.class::cast).toList())
                : Optional.empty();
    }

    private static Optional<JsonNode> json(Object value) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (value) {
            case JsonNode node -> Optional.of(node);
            case String text -> Optional.of(make.textNode(text));
            case Boolean truth -> Optional.of(make.booleanNode(truth));
            case Long number -> Optional.of(make.numberNode(number));
            case Double number -> Optional.of(make.numberNode(number));
            case List<?> list -> {
                ArrayNode array = make.arrayNode();
                list.forEach(item -> json(item).ifPresent(array::add));
                yield Optional.of(array);
            }
            case Map<?, ?> map -> {
                ObjectNode object = make.objectNode();
                // sorted, so that the same event is the same text on every machine
                Map<String, Object> sorted = new TreeMap<>();
                map.forEach((key, item) -> sorted.put(String.valueOf(key), item));
                sorted.forEach((key, item) -> json(item).ifPresent(node -> object.set(key, node)));
                yield Optional.of(object);
            }
            default -> Optional.empty();
        };
    }
}
