// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

import static java.util.Objects.requireNonNull;

/**
 * The name of one principal inside Tocsin, derived from the first strong identifier seen for it, so that the same input
 * gives the same name on any machine. Keys every topic behind the identity stage.
 *
 * @param tenant who it belongs to; never contains {@code |}
 * @param id unique within tenant and kind; never contains {@code |}
 */
public record CanonicalId(String tenant, PrincipalKind kind, String id) {
    public CanonicalId {
        requirePart("tenant", tenant);
        requireNonNull(kind, "kind");
        requirePart("id", id);
    }

    /** Reads what {@link #text()} wrote. */
    public static CanonicalId parse(String text) {
        String[] parts = text.split("\\|", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("canonical id has " + parts.length + " parts, expected tenant|KIND|id");
        }
        return new CanonicalId(parts[0], PrincipalKind.valueOf(parts[1]), parts[2]);
    }

    public String text() {
        return tenant + "|" + kind + "|" + id;
    }

    private static void requirePart(String name, String value) {
        if (requireNonNull(value, name).isEmpty() || value.indexOf('|') >= 0) {
            throw new IllegalArgumentException("canonical id " + name + " is empty or contains '|'");
        }
    }
}
