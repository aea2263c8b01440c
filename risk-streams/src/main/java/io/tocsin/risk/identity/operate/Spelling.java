// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.operate;

import io.tocsin.risk.names.CanonicalForm;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Strength;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What somebody typed, as a name of each kind would be compared: {@code KIND:value}, or a value of any kind. */
record Spelling(Map<IdentifierKind, String> byKind) {
    Spelling {
        byKind = Map.copyOf(byKind);
    }

    static Spelling of(String text) {
        Map<IdentifierKind, String> byKind = new EnumMap<>(IdentifierKind.class);
        int colon = text.indexOf(':');
        IdentifierKind named = colon < 1
                ? IdentifierKind.UNKNOWN
                : kind(text.substring(0, colon).toUpperCase(Locale.ROOT).replace('-', '_'));
        String value = named == IdentifierKind.UNKNOWN ? text : text.substring(colon + 1);
        for (IdentifierKind kind : IdentifierKind.values()) {
            boolean asked = named == IdentifierKind.UNKNOWN || named == kind;
            if (asked && !value.isBlank()) {
                byKind.put(kind, value(CanonicalForm.of(new Identifier(kind, "", value, Strength.UNKNOWN))));
            }
        }
        return new Spelling(byKind);
    }

    /** {@code UNKNOWN} for what is none. */
    static IdentifierKind kind(String text) {
        for (IdentifierKind kind : IdentifierKind.values()) {
            if (kind.name().equals(text)) {
                return kind;
            }
        }
        return IdentifierKind.UNKNOWN;
    }

    /** The last part of a form. */
    static String value(String form) {
        return form.substring(CanonicalForm.family(form).length());
    }

    boolean means(Identifier name) {
        return means(CanonicalForm.of(name));
    }

    boolean means(String form) {
        return value(form).equals(byKind.get(kind(form.substring(0, form.indexOf('|')))));
    }
}
