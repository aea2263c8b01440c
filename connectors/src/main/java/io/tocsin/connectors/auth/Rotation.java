// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.auth;

import io.tocsin.schemas.secret.Secret;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One secret, or two while one replaces the other. */
final class Rotation {
    private Rotation() {}

    static <T> List<T> of(String owner, @Nullable List<T> secrets) {
        int count = secrets == null ? 0 : secrets.size();
        if (secrets == null || count < 1 || count > 2) {
            throw new IllegalArgumentException(
                    owner + " has " + count + " values, expected 1, or 2 while one replaces the other");
        }
        return List.copyOf(secrets);
    }

    /** All values that count now: a secret that is kept elsewhere may be two for a while. */
    static List<Secret> valid(List<Secret> secrets) {
        return secrets.stream().flatMap(secret -> secret.valid().stream()).toList();
    }

    /** Asks all, also after one matched: the time does not tell which. */
    static <T> boolean any(List<T> secrets, Predicate<T> matches) {
        boolean found = false;
        for (T secret : secrets) {
            found |= matches.test(secret);
        }
        return found;
    }
}
