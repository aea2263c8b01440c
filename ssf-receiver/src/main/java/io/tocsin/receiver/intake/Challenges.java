// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.intake;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The {@code state} values we sent with verification requests (SSF 1.0 §8.1.4.2). One stays valid until enough newer
 * ones were sent: its event may come late, or again.
 */
final class Challenges {
    private static final int KEPT = 64;
    private static final int STATE_BYTES = 18;

    private final SecureRandom random = new SecureRandom();
    private final Set<String> sent = new LinkedHashSet<>();

    synchronized String next() {
        byte[] bytes = new byte[STATE_BYTES];
        random.nextBytes(bytes);
        String state = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        if (sent.size() == KEPT) {
            sent.remove(sent.iterator().next());
        }
        sent.add(state);
        return state;
    }

    synchronized boolean contains(String state) {
        return sent.contains(state);
    }
}
