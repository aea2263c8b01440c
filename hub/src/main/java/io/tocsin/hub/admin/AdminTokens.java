// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** Finds out whose token was presented. Keeps digests, and compares with every one of them, whichever fits. */
public final class AdminTokens {
    private final List<Kept> tokens;

    @SuppressWarnings("ArrayRecordComponent") // compared by isEqual alone
    private record Kept(byte[] digest, AdminCaller caller) {}

    /** Somebody who presented a token. */
    public record AdminCaller(String name, AdminRole role) {}

    public AdminTokens(AdminConfig config) {
        this.tokens = config.tokens().stream()
                .map(token -> new Kept(token.digest(), new AdminCaller(token.name(), token.role())))
                .toList();
    }

    /** No token is configured, so nobody can call. */
    public boolean none() {
        return tokens.isEmpty();
    }

    public Optional<AdminCaller> caller(String presented) {
        byte[] digest = AdminToken.sha256(presented);
        AdminCaller caller = null;
        for (Kept kept : tokens) {
            if (MessageDigest.isEqual(kept.digest(), digest)) {
                caller = kept.caller();
            }
        }
        return Optional.ofNullable(caller);
    }
}
