// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.okta;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.schemas.signal.RiskLevel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Risk details as Okta writes them: {@code {previousLevel=LOW, level=HIGH, reasons=New Device, New IP}}, a text without
 * a grammar, or the same as an object. Reads what it can; anything else is absent.
 */
record RiskText(
        @Nullable RiskLevel level,
        @Nullable RiskLevel previous,
        @Nullable String detector,
        List<String> reasons,
        @Nullable String issuer) {
    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final RiskText NOTHING = new RiskText(null, null, null, List.of(), null);

    RiskText {
        reasons = List.copyOf(reasons);
    }

    static RiskText of(JsonAt value) {
        if (value.isObject()) {
            List<String> reasons = new ArrayList<>();
            value.get("reasons").elements().forEach(reason -> {
                String text = reason.text();
                if (text != null) {
                    reasons.add(text);
                }
            });
            return new RiskText(
                    level(value.get("level").text()),
                    level(value.get("previousLevel").text()),
                    value.get("detectionName").text(),
                    reasons,
                    value.get("issuer").text());
        }
        String text = value.text();
        return text == null ? NOTHING : parse(text);
    }

    /** A piece between commas either begins a {@code key=value} or goes on with the value before it. */
    static RiskText parse(String text) {
        String inner = text.strip();
        if (inner.startsWith("{") && inner.endsWith("}")) {
            inner = inner.substring(1, inner.length() - 1);
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String piece : inner.split(",", -1)) {
            int equals = piece.indexOf('=');
            String key = equals < 0 ? "" : piece.substring(0, equals).strip();
            if (KEY.matcher(key).matches()) {
                current = values.computeIfAbsent(key, k -> new ArrayList<>());
                piece = piece.substring(equals + 1);
            }
            if (!piece.isBlank()) {
                current.add(piece.strip());
            }
        }
        return new RiskText(
                level(first(values, "level")),
                level(first(values, "previousLevel")),
                joined(values, "detectionName"),
                values.getOrDefault("reasons", List.of()),
                joined(values, "issuer"));
    }

    /** {@code NONE} and {@code SECURE} are Okta's words for what lies below low; a word we do not know is no level. */
    private static @Nullable RiskLevel level(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "NONE", "SECURE", "LOW" -> RiskLevel.LOW;
            case "MEDIUM" -> RiskLevel.MEDIUM;
            case "HIGH", "CRITICAL" -> RiskLevel.HIGH;
            default -> RiskLevel.UNKNOWN;
        };
    }

    private static @Nullable String first(Map<String, List<String>> values, String key) {
        List<String> found = values.getOrDefault(key, List.of());
        return found.isEmpty() ? null : found.getFirst();
    }

    private static @Nullable String joined(Map<String, List<String>> values, String key) {
        List<String> found = values.getOrDefault(key, List.of());
        return found.isEmpty() ? null : String.join(", ", found);
    }
}
