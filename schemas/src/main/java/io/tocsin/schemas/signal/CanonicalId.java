// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

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
        int first = text.indexOf('|');
        int second = text.indexOf('|', first + 1);
        if (first < 0 || second < 0 || text.indexOf('|', second + 1) >= 0) {
            long parts = 1 + text.chars().filter(character -> character == '|').count();
            throw new IllegalArgumentException("canonical id has " + parts + " parts, expected tenant|KIND|id");
        }
        return new CanonicalId(
                Vocabulary.known(text.substring(0, first)),
                PrincipalKind.valueOf(text.substring(first + 1, second)),
                text.substring(second + 1));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof CanonicalId that
                        && id.equals(that.id)
                        && kind == that.kind
                        && tenant.equals(that.tenant));
    }

    /** That of the part which tells most apart, and which a string knows once it was asked. */
    @Override
    public int hashCode() {
        return id.hashCode();
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
