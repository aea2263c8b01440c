// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.receiver;

import static java.util.Objects.requireNonNull;

/**
 * A client secret as it is kept: a PHC string, {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}. It cannot print itself:
 * what is known of a hash can be guessed at without asking us.
 */
public record SecretHash(String phc) {
    public SecretHash {
        if (!requireNonNull(phc, "phc").startsWith("$")) {
            throw new IllegalArgumentException("a secret's hash does not begin with $, expected a PHC string");
        }
    }

    @Override
    public String toString() {
        return "[secret hash]";
    }
}
