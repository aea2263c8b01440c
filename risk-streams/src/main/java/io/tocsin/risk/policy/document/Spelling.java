// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.document;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a document writes words, times and numbers, and how messages do. */
public final class Spelling {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smhd])");

    private Spelling() {}

    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Several words as a list for people. */
    public static String of(Set<? extends Enum<?>> values) {
        return values.stream().map(Spelling::of).sorted().collect(Collectors.joining(", "));
    }

    /** Without decimals where there are none. */
    public static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** What stands there, for a message that expected something else. */
    public static String found(YamlNode node) {
        return switch (node) {
            case YamlNode.Mapping m -> "a mapping";
            case YamlNode.Items i -> "a list";
            case YamlNode.Scalar s -> "'" + s.text() + "'";
            case YamlNode.Nothing n -> "nothing";
        };
    }

    /** Such as {@code 90s}, {@code 15m}, {@code 12h}, {@code 30d}, or as ISO 8601 writes it. */
    static Optional<Duration> duration(String text) {
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
}
