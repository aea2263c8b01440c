// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.secret;

import io.tocsin.schemas.secret.Secret;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes secrets nobody can guess: 256 random bits. */
public final class FreshSecret {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private FreshSecret() {}

    /** 43 characters that need no escaping in a form, a header or a shell. */
    public static Secret make() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
