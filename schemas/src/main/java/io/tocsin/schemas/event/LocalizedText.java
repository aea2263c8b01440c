// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.event;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Text by BCP 47 language tag (CAEP 1.0 §2); empty where the member is absent. */
public record LocalizedText(Map<String, String> byLanguage) {
    public static final LocalizedText NONE = new LocalizedText(Map.of());

    public LocalizedText {
        byLanguage = Collections.unmodifiableMap(new TreeMap<>(byLanguage));
    }

    public static LocalizedText english(String text) {
        return new LocalizedText(Map.of("en", text));
    }

    public boolean isEmpty() {
        return byLanguage.isEmpty();
    }
}
