// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.event;

import io.tocsin.schemas.event.LocalizedText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text by language; {@code {rules}} stands for the names of the rules that count, the heaviest first. */
public record ReasonText(Map<String, String> byLanguage) {
    public static final Set<String> PLACEHOLDERS = Set.of("rules");
    public static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    public ReasonText {
        byLanguage = Map.copyOf(byLanguage);
    }

    public LocalizedText fill(List<String> rules) {
        String names = rules.isEmpty() ? "none" : String.join(", ", rules);
        Map<String, String> filled = new TreeMap<>();
        byLanguage.forEach((language, text) ->
                filled.put(language, PLACEHOLDER.matcher(text).replaceAll(Matcher.quoteReplacement(names))));
        return new LocalizedText(filled);
    }
}
