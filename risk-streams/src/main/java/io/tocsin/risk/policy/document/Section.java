// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.document;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One mapping of the document with the keys that may stand in it; every read checks, and says where it found what. */
public final class Section {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smhd])");

    private final String path;
    private final YamlNode.Mapping mapping;

    private Section(String path, YamlNode.Mapping mapping) {
        this.path = path;
        this.mapping = mapping;
    }

    /** Opens a mapping; throws {@link PolicyException} if it is none, or holds a key that is not {@code known}. */
    public static Section of(String path, YamlNode node, List<String> known) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            throw new PolicyException(
                    node.place(), path, found(node) + ", expected a mapping with " + String.join(", ", known));
        }
        mapping.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                throw new PolicyException(
                        entry.keyPlace(), path, "unknown key '" + key + "'" + Nearest.hint(key, known));
            }
        });
        return new Section(path, mapping);
    }

    public YamlNode.Place place() {
        return mapping.place();
    }

    public String path() {
        return path;
    }

    public String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    public boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    public YamlNode required(String key, String expected) {
        YamlNode.Entry entry = mapping.entries().get(key);
        if (entry == null || entry.value() instanceof YamlNode.Nothing) {
            throw new PolicyException(
                    entry == null ? mapping.place() : entry.keyPlace(), at(key), "missing, expected " + expected);
        }
        return entry.value();
    }

    public YamlNode.Scalar scalar(String key, String expected) {
        YamlNode node = required(key, expected);
        if (!(node instanceof YamlNode.Scalar scalar)) {
            throw new PolicyException(node.place(), at(key), found(node) + ", expected " + expected);
        }
        return scalar;
    }

    public List<YamlNode> items(String key, String expected) {
        YamlNode node = required(key, expected);
        if (!(node instanceof YamlNode.Items items)) {
            throw new PolicyException(
                    node.place(), at(key), found(node) + ", expected a list of " + expected + " ('- ' before each)");
        }
        return items.items();
    }

    public Map<String, YamlNode.Entry> entries() {
        return mapping.entries();
    }

    public double number(String key, double min, double max) {
        String expected = "a number from " + plain(min) + " to " + plain(max);
        YamlNode.Scalar scalar = scalar(key, expected);
        try {
            double value = Double.parseDouble(scalar.text());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new PolicyException(
                            scalar.place(), at(key), "'" + scalar.text() + "' is no number, expected " + expected)
                    .because(e);
        }
        throw new PolicyException(scalar.place(), at(key), scalar.text() + " is out of range, expected " + expected);
    }

    /** {@code 90s}, {@code 30m}, {@code 12h}, {@code 3d}, or ISO 8601's {@code PT12H}; above zero. */
    public Duration duration(String key) {
        String expected = "a time above zero such as 90s, 30m, 12h or 3d";
        YamlNode.Scalar scalar = scalar(key, expected);
        Duration value = parse(scalar.text()).orElse(Duration.ZERO);
        if (value.isNegative() || value.toMillis() == 0) {
            throw new PolicyException(
                    scalar.place(), at(key), "'" + scalar.text() + "' is no time, expected " + expected);
        }
        return value;
    }

    /** A word of {@code values}, written in lower case with hyphens. */
    public <E extends Enum<E>> E word(String key, List<E> values) {
        return word(at(key), scalar(key, oneOf(values)), values);
    }

    public static <E extends Enum<E>> E word(String path, YamlNode node, List<E> values) {
        Map<String, E> byWord = values.stream().collect(Collectors.toMap(Section::spelt, Function.identity()));
        if (!(node instanceof YamlNode.Scalar scalar)) {
            throw new PolicyException(node.place(), path, found(node) + ", expected " + oneOf(values));
        }
        E value = byWord.get(scalar.text());
        if (value == null) {
            throw new PolicyException(
                    scalar.place(),
                    path,
                    "'" + scalar.text() + "' is unknown here" + Nearest.hint(scalar.text(), byWord.keySet()));
        }
        return value;
    }

    /** One word, or a list of them. */
    public <E extends Enum<E>> List<E> words(String key, List<E> values) {
        YamlNode node = required(key, oneOf(values));
        List<E> words = (node instanceof YamlNode.Items items ? items.items().stream() : Stream.of(node))
                .map(item -> word(at(key), item, values))
                .toList();
        if (words.isEmpty()) {
            throw new PolicyException(node.place(), at(key), "an empty list, expected " + oneOf(values));
        }
        return words;
    }

    public static String spelt(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static String found(YamlNode node) {
        return switch (node) {
            case YamlNode.Mapping m -> "a mapping";
            case YamlNode.Items i -> "a list";
            case YamlNode.Scalar s -> "'" + s.text() + "'";
            case YamlNode.Nothing n -> "nothing";
        };
    }

    private static String oneOf(List<? extends Enum<?>> values) {
        return "one of " + values.stream().map(Section::spelt).collect(Collectors.joining(", "));
    }

    private static Optional<Duration> parse(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches()) {
            long count = Long.parseLong(matcher.group(1));
            return Optional.of(
                    switch (matcher.group(2)) {
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
