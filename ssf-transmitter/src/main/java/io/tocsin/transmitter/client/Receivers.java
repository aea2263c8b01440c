// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.secret.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The registered receivers by client id, and the check of what they present. Keeps digests of secrets, not secrets. */
public final class Receivers {
    private static final String HASHED = "sha256:";

    private final Map<String, ReceiverRegistration> byClientId = new HashMap<>();
    private final Map<String, byte[]> secretDigests = new HashMap<>();
    private final Map<String, Caller> staticTokens = new HashMap<>();

    /** Throws {@link IllegalArgumentException} for a client id named twice, or a static token of an unknown one. */
    public Receivers(List<ReceiverRegistration> registrations, List<StaticToken> tokens) {
        for (ReceiverRegistration registration : registrations) {
            if (byClientId.put(registration.clientId(), registration) != null) {
                throw new IllegalArgumentException("receivers name client-id " + registration.clientId() + " twice");
            }
            if (registration.clientSecret() != null) {
                secretDigests.put(
                        registration.clientId(), digestOf(registration.clientId(), registration.clientSecret()));
            }
        }
        for (StaticToken token : tokens) {
            ReceiverRegistration registration = byClientId.get(token.clientId());
            if (registration == null) {
                throw new IllegalArgumentException(
                        "static-tokens name client-id " + token.clientId() + ", which receivers does not");
            }
            staticTokens.put(
                    HexFormat.of().formatHex(sha256(token.token().reveal())),
                    new Caller(
                            registration,
                            token.scopes().stream()
                                    .flatMap(name -> Scope.parse(name).stream())
                                    .collect(Collectors.toSet())));
        }
    }

    public Optional<ReceiverRegistration> byClientId(String clientId) {
        return Optional.ofNullable(byClientId.get(clientId));
    }

    /** The receiver that has this id and this secret. Takes the same time whether or not the id is known. */
    public Optional<ReceiverRegistration> authenticate(String clientId, String presentedSecret) {
        byte[] expected = secretDigests.getOrDefault(clientId, new byte[32]);
        boolean matches = MessageDigest.isEqual(expected, sha256(presentedSecret));
        return matches && secretDigests.containsKey(clientId) ? byClientId(clientId) : Optional.empty();
    }

    /** Who a static token stands for. Looked up by digest, so timing tells nothing of the token. */
    public Optional<Caller> byStaticToken(String token) {
        return staticTokens.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(staticTokens.get(HexFormat.of().formatHex(sha256(token))));
    }

    private static byte[] digestOf(String clientId, Secret secret) {
        String text = secret.reveal();
        if (!text.startsWith(HASHED)) {
            return sha256(text);
        }
        String hex = text.substring(HASHED.length());
        if (hex.length() != 64) {
            throw new IllegalArgumentException("client-secret of receiver " + clientId + " has " + hex.length()
                    + " characters after sha256:, expected 64 hex digits");
        }
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
