// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.receiver.ReceiverRegistration;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tokens agreed out of band. Keeps digests, and looks up by digest, so that timing tells nothing of a token. */
public final class StaticTokens {
    private final Map<String, Caller> byDigest = new HashMap<>();

    /**
     * Throws {@link IllegalArgumentException} for a token of a receiver that is not among these, or whose tokens must
     * be bound to its certificate.
     */
    public StaticTokens(List<StaticToken> tokens, Receivers receivers) {
        for (StaticToken token : tokens) {
            ReceiverRegistration receiver = receivers
                    .byClientId(token.clientId())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "static-tokens name client-id " + token.clientId() + ", which receivers does not"));
            if (receiver.boundTokens()) {
                throw new IllegalArgumentException("static-tokens name client-id " + token.clientId()
                        + ", whose bound-tokens is true, expected false or no static token: such a token is bound to no"
                        + " certificate");
            }
            byDigest.put(digest(token.token().reveal()), new Caller(receiver, Scope.parseAll(token.scopes())));
        }
    }

    /** Who a token stands for. */
    public Optional<Caller> callerOf(String token) {
        return byDigest.isEmpty() ? Optional.empty() : Optional.ofNullable(byDigest.get(digest(token)));
    }

    private static String digest(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
