// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.document;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One mapping of the document with the keys that may stand in it; every read checks, and says where it found what. */
public final class Section {
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?)%");

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
                    node.place(), path, Spelling.found(node) + ", expected a mapping with " + String.join(", ", known));
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
            throw new PolicyException(node.place(), at(key), Spelling.found(node) + ", expected " + expected);
        }
        return scalar;
    }

    public List<YamlNode> items(String key, String expected) {
        YamlNode node = required(key, expected);
        if (!(node instanceof YamlNode.Items items)) {
            throw new PolicyException(
                    node.place(),
                    at(key),
                    Spelling.found(node) + ", expected a list of " + expected + " ('- ' before each)");
        }
        return items.items();
    }

    public Map<String, YamlNode.Entry> entries() {
        return mapping.entries();
    }

    public double number(String key, double min, double max) {
        String expected = "a number from " + Spelling.plain(min) + " to " + Spelling.plain(max);
        YamlNode.Scalar scalar = scalar(key, expected);
        if (scalar.isText()) {
            throw new PolicyException(
                    scalar.place(), at(key), "'" + scalar.text() + "' is no number, expected " + expected);
        }
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

    /** A whole number. */
    public int integer(String key, int min, int max) {
        String expected = "a whole number from " + min + " to " + max;
        YamlNode.Scalar scalar = scalar(key, expected);
        if (!scalar.isText() && scalar.text().matches("-?\\d{1,10}")) {
            long value = Long.parseLong(scalar.text());
            if (value >= min && value <= max) {
                return (int) value;
            }
            throw new PolicyException(
                    scalar.place(), at(key), scalar.text() + " is out of range, expected " + expected);
        }
        throw new PolicyException(
                scalar.place(), at(key), "'" + scalar.text() + "' is no whole number, expected " + expected);
    }

    /** {@code 5%} or {@code 0.5%} as a part of one; above zero. */
    public double share(String key) {
        String expected = "a share above 0% to 100%, such as 5%";
        YamlNode.Scalar scalar = scalar(key, expected);
        Matcher matcher = SHARE.matcher(scalar.text());
        double percent = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
        if (!(percent > 0 && percent <= 100)) {
            throw new PolicyException(
                    scalar.place(), at(key), "'" + scalar.text() + "' is no share, expected " + expected);
        }
        return percent / 100;
    }

    /** A day, from its beginning in UTC, or a moment. */
    public Instant instant(String key) {
        YamlNode.Scalar scalar = scalar(key, "a day such as 2027-01-31, or a moment such as 2027-01-31T12:00:00Z");
        try {
            return scalar.text().length() == 10
                    ? LocalDate.parse(scalar.text())
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : Instant.parse(scalar.text());
        } catch (DateTimeParseException e) {
            throw new PolicyException(
                            scalar.place(),
                            at(key),
                            "'" + scalar.text()
                                    + "' is no time, expected a day such as 2027-01-31 or 2027-01-31T12:00:00Z")
                    .because(e);
        }
    }

    /** A text that is not empty. */
    public String text(String key, String expected) {
        YamlNode.Scalar scalar = scalar(key, expected);
        if (scalar.text().isBlank()) {
            throw new PolicyException(scalar.place(), at(key), "empty, expected " + expected);
        }
        return scalar.text();
    }

    public List<String> texts(String key, String expected) {
        List<String> texts = new ArrayList<>();
        for (YamlNode item : items(key, expected)) {
            if (!(item instanceof YamlNode.Scalar scalar) || scalar.text().isBlank()) {
                throw new PolicyException(item.place(), at(key), Spelling.found(item) + ", expected " + expected);
            }
            texts.add(scalar.text());
        }
        return texts;
    }

    /** One of some words that are no enumeration's. */
    public String oneOf(String key, List<String> words) {
        YamlNode.Scalar scalar = scalar(key, "one of " + String.join(", ", words));
        if (!words.contains(scalar.text())) {
            throw new PolicyException(
                    scalar.place(),
                    at(key),
                    "'" + scalar.text() + "' is unknown here" + Nearest.hint(scalar.text(), words));
        }
        return scalar.text();
    }

    /** A flag that is only ever written to set it. */
    public void isTrue(String key) {
        YamlNode.Scalar value = scalar(key, "true");
        if (!value.text().equals("true")) {
            throw new PolicyException(
                    value.place(), at(key), "'" + value.text() + "', expected true; remove it instead");
        }
    }

    /** A word spelt as conditions spell it: in upper case with underscores. */
    public <E extends Enum<E>> E symbol(String key, List<E> values) {
        Map<String, E> byName = values.stream().collect(Collectors.toMap(Enum::name, Function.identity()));
        YamlNode.Scalar scalar =
                scalar(key, "one of " + values.stream().map(Enum::name).collect(Collectors.joining(", ")));
        E value = byName.get(scalar.text());
        if (value == null) {
            throw new PolicyException(
                    scalar.place(),
                    at(key),
                    "'" + scalar.text() + "' is unknown here" + Nearest.hint(scalar.text(), byName.keySet()));
        }
        return value;
    }

    /** A time after a beginning: as {@link #duration}, and {@code 0s} too. */
    public Duration offset(String key) {
        String expected = "a time after the beginning such as 0s, 90s, 30m, 12h or 3d";
        YamlNode.Scalar scalar = scalar(key, expected);
        return Spelling.duration(scalar.text())
                .filter(time -> !time.isNegative())
                .orElseThrow(() -> new PolicyException(
                        scalar.place(), at(key), "'" + scalar.text() + "' is no time, expected " + expected));
    }

    /** {@code 90s}, {@code 30m}, {@code 12h}, {@code 3d}, or ISO 8601's {@code PT12H}; above zero. */
    public Duration duration(String key) {
        String expected = "a time above zero such as 90s, 30m, 12h or 3d";
        YamlNode.Scalar scalar = scalar(key, expected);
        Duration value = Spelling.duration(scalar.text()).orElse(Duration.ZERO);
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
        Map<String, E> byWord = values.stream().collect(Collectors.toMap(Spelling::of, Function.identity()));
        if (!(node instanceof YamlNode.Scalar scalar)) {
            throw new PolicyException(node.place(), path, Spelling.found(node) + ", expected " + oneOf(values));
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

    private static String oneOf(List<? extends Enum<?>> values) {
        return "one of " + values.stream().map(Spelling::of).collect(Collectors.joining(", "));
    }

    /** A mapping that is not there and has nothing in it. */
    public static Section empty(String path, YamlNode.Place place) {
        return new Section(path, new YamlNode.Mapping(place, Map.of()));
    }
}
