// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.util.List;

/**
 * A credential that cannot print itself and is compared in constant time. One that is kept elsewhere may become another
 * while it is in use; then both are valid for a while.
 */
public final class Secret {
    private final Keeper keeper;

    private Secret(Keeper keeper) {
        this.keeper = keeper;
    }

    /** Who has the value, and may come to have another. For use by several threads. */
    public interface Keeper {
        /** The value as of now, and behind it the one that it replaced a while ago; does not block. */
        List<String> valid();

        /** Looks again, as somebody refuses the value; whether there is another now. Blocks. */
        boolean renew();
    }

    /** Throws {@link IllegalArgumentException} for an empty value: an empty secret protects nothing. */
    public static Secret of(String value) {
        if (requireNonNull(value, "value").isEmpty()) {
            throw new IllegalArgumentException("secret is empty, expected at least one character");
        }
        List<String> valid = List.of(value);
        return new Secret(new Keeper() {
            @Override
            public List<String> valid() {
                return valid;
            }

            @Override
            public boolean renew() {
                return false;
            }
        });
    }

    /** One that is kept elsewhere. */
    public static Secret keptBy(Keeper keeper) {
        return new Secret(keeper);
    }

    /** The value itself, as of now, for the one place that needs it. */
    public String reveal() {
        return keeper.valid().getFirst();
    }

    /** The values that count: one, or two while one replaces the other. */
    public List<Secret> valid() {
        return keeper.valid().stream().map(Secret::of).toList();
    }

    /** Looks whether there is another value, as this one is refused. Blocks; answers whether to try again. */
    public boolean renew() {
        return keeper.renew();
    }

    /** Compares with what a caller presented, in time that does not depend on where they differ. */
    public boolean matches(String presented) {
        byte[] bytes = presented.getBytes(UTF_8);
        boolean found = false;
        for (String value : keeper.valid()) {
            found |= MessageDigest.isEqual(value.getBytes(UTF_8), bytes);
        }
        return found;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Secret s && matches(s.reveal());
    }

    @Override
    public int hashCode() {
        return reveal().hashCode();
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
