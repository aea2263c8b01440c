// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.reader;

import io.tocsin.risk.policy.document.Nearest;
import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.document.Section;
import io.tocsin.risk.policy.document.Spelling;
import io.tocsin.risk.policy.document.YamlNode;
import io.tocsin.risk.policy.event.ReasonText;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;

/** Reads {@code reason-admin} and {@code reason-user}. */
final class ReasonReader {
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    private ReasonReader() {}

    static ReasonText read(Section response, String key) {
        YamlNode node = response.required(key, "a text by language, such as {en: \"Risk is high: {rules}\"}");
        if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
            throw new PolicyException(
                    node.place(),
                    response.at(key),
                    Spelling.found(node) + ", expected a text by language, such as {en: \"…\"}");
        }
        Map<String, String> texts = new HashMap<>();
        mapping.entries().forEach((language, entry) -> {
            String path = response.at(key) + "." + language;
            checkLanguage(path, language, entry.keyPlace());
            if (!(entry.value() instanceof YamlNode.Scalar scalar)
                    || scalar.text().isBlank()) {
                throw new PolicyException(
                        entry.value().place(), path, Spelling.found(entry.value()) + ", expected a text");
            }
            Matcher placeholder = ReasonText.PLACEHOLDER.matcher(scalar.text());
            while (placeholder.find()) {
                if (!ReasonText.PLACEHOLDERS.contains(placeholder.group(1))) {
                    throw new PolicyException(
                            scalar.place(),
                            path,
                            "unknown placeholder {" + placeholder.group(1) + "}"
                                    + Nearest.hint(placeholder.group(1), ReasonText.PLACEHOLDERS));
                }
            }
            texts.put(language, scalar.text());
        });
        return new ReasonText(texts);
    }

    /**
     * Well formed by BCP 47, and a language that ISO 639 has if it is of two letters: {@code uk} is one, {@code eu-US}
     * passes, {@code xx} does not.
     */
    private static void checkLanguage(String path, String language, YamlNode.Place place) {
        Locale locale;
        try {
            locale = new Locale.Builder().setLanguageTag(language).build();
        } catch (IllformedLocaleException e) {
            throw new PolicyException(
                            place,
                            path,
                            "'" + language + "' is no BCP 47 language tag, expected one such as en or pt-BR")
                    .because(e);
        }
        if (locale.getLanguage().isEmpty()
                || (locale.getLanguage().length() == 2 && !LANGUAGES.contains(locale.getLanguage()))) {
            throw new PolicyException(place, path, "'" + language + "' is no language, expected one such as en");
        }
    }
}
