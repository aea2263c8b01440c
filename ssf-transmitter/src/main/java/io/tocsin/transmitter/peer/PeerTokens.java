// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tocsin.transmitter.client.Scope;
import io.tocsin.transmitter.key.TokenSigner;
import io.tocsin.transmitter.key.TokenType;
import io.tocsin.transmitter.key.ring.SigningKeys;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * What an instance shows to another: a token signed with the key that both have, of a type that is nothing else's, for
 * one request and a few moments. It says who is served and what they may, so that a receiver's own token, which may be
 * bound to its connection, need not travel.
 */
public final class PeerTokens {
    private static final Duration LIFETIME = Duration.ofSeconds(30);
    private static final Duration CLOCKS_APART = Duration.ofSeconds(30);
    private static final int MAX_LENGTH = 4 * 1024;

    private final String issuer;
    private final TokenSigner signer;
    private final SigningKeys keys;
    private final InstantSource clock;

    public PeerTokens(String issuer, TokenSigner signer, SigningKeys keys, InstantSource clock) {
        this.issuer = issuer;
        this.signer = signer;
        this.keys = keys;
        this.clock = clock;
    }

    /** A token for that request of that caller. */
    CompletableFuture<String> issue(ForwardedCall call, String method, String uri) {
        return signer.sign(
                TokenType.PEER,
                claims(method + " " + uri)
                        .put("client_id", call.clientId())
                        .put(
                                "scope",
                                call.scopes().stream().map(Scope::text).sorted().collect(Collectors.joining(" "))));
    }

    /** A token for that very call of an operator. */
    CompletableFuture<String> issue(byte[] operatorCall) {
        return signer.sign(TokenType.OPERATOR, claims(new String(operatorCall, UTF_8)));
    }

    private ObjectNode claims(String request) {
        long now = clock.instant().getEpochSecond();
        return JsonNodeFactory.instance
                .objectNode()
                .put("iss", issuer)
                .put("aud", issuer)
                .put("request", digest(request))
                .put("iat", now)
                .put("exp", now + LIFETIME.toSeconds());
    }

    /** For whom another instance asks by that request; empty where the token is none of ours, or for another one. */
    public Optional<ForwardedCall> verify(String token, String method, String uri) {
        return verified(token, TokenType.PEER)
                .filter(claims -> isFor(claims, method + " " + uri))
                .flatMap(PeerTokens::caller);
    }

    /**
     * Does another instance ask, whatever it asks for? Not before {@link #isFor} is it known that it asks for this. May
     * read the keys' file: not to be called on an event loop.
     */
    public Optional<JWTClaimsSet> verifyOperator(String token) {
        Optional<JWTClaimsSet> claims = verified(token, TokenType.OPERATOR);
        if (claims.isPresent()) {
            return claims;
        }
        // it may be signed with a key that was made a moment ago
        keys.reread();
        return verified(token, TokenType.OPERATOR);
    }

    /** Was the token made for that call? */
    public static boolean isFor(JWTClaimsSet claims, byte[] operatorCall) {
        return isFor(claims, new String(operatorCall, UTF_8));
    }

    private static boolean isFor(JWTClaimsSet claims, String request) {
        return claims.getClaim("request") instanceof String expected
                && MessageDigest.isEqual(
                        expected.getBytes(UTF_8), digest(request).getBytes(UTF_8));
    }

    private Optional<JWTClaimsSet> verified(String token, TokenType type) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWSHeader header = jwt.getHeader();
            // type and algorithm are judged before any key is looked for
            if (header.getType() == null
                    || !type.typ().equals(header.getType().toString())
                    || !JWSAlgorithm.RS256.equals(header.getAlgorithm())
                    || header.getCriticalParams() != null) {
                return Optional.empty();
            }
            Optional<RSAKey> key = Optional.ofNullable(header.getKeyID()).flatMap(keys::byId);
            if (key.isEmpty() || !jwt.verify(new RSASSAVerifier(key.get().toRSAPublicKey()))) {
                return Optional.empty();
            }
            return Optional.of(jwt.getJWTClaimsSet()).filter(this::isOursAndNow);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isOursAndNow(JWTClaimsSet claims) {
        Instant now = clock.instant();
        return issuer.equals(claims.getIssuer())
                && claims.getAudience().contains(issuer)
                && claims.getExpirationTime() != null
                && now.isBefore(claims.getExpirationTime().toInstant().plus(CLOCKS_APART))
                && claims.getIssueTime() != null
                && !now.plus(CLOCKS_APART).isBefore(claims.getIssueTime().toInstant());
    }

    private static Optional<ForwardedCall> caller(JWTClaimsSet claims) {
        if (!(claims.getClaim("client_id") instanceof String clientId)
                || !(claims.getClaim("scope") instanceof String scope)) {
            return Optional.empty();
        }
        return Optional.of(new ForwardedCall(
                clientId,
                Arrays.stream(scope.split(" ", -1))
                        .flatMap(name -> Scope.parse(name).stream())
                        .collect(Collectors.toSet())));
    }

    private static String digest(String request) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(request.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
