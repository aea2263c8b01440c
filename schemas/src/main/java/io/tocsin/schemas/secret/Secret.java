// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;

/** A credential that cannot print itself and is compared in constant time. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Throws {@link IllegalArgumentException} for an empty value: an empty secret protects nothing. */
    public static Secret of(String value) {
        if (requireNonNull(value, "value").isEmpty()) {
            throw new IllegalArgumentException("secret is empty, expected at least one character");
        }
        return new Secret(value);
    }

    /** The value itself, for the one place that needs it. */
    public String reveal() {
        return value;
    }

    /** Compares with what a caller presented, in time that does not depend on where they differ. */
    public boolean matches(String presented) {
        return MessageDigest.isEqual(value.getBytes(UTF_8), presented.getBytes(UTF_8));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Secret s && matches(s.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
