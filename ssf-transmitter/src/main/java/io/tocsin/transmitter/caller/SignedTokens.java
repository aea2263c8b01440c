// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.caller;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tocsin.transmitter.client.Scope;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Verifies JWT access tokens (RFC 9068 §4): type and algorithm before any key is looked for, the issuer before its
 * keys, the signature before the claims are believed. What is wrong with a bad one is not said.
 */
final class SignedTokens {
    /** HMAC and {@code none} can never come in here. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

    private static final Set<JWSAlgorithm> EDWARDS = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

    /** How far another's clock may be ahead of ours. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private static final String BOUND_TO = "x5t#S256";

    private final Map<String, TrustedIssuer> issuers;
    private final InstantSource clock;

    SignedTokens(List<TrustedIssuer> issuers, InstantSource clock) {
        this.issuers = issuers.stream().collect(Collectors.toMap(TrustedIssuer::issuer, Function.identity()));
        this.clock = clock;
    }

    /** A signed token by its look: it has a JOSE header. Nobody has vouched for anything yet. */
    static Optional<SignedJWT> parse(String token) {
        try {
            return Optional.of(SignedJWT.parse(token));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /** What a good token says; empty for a bad one. Fails if the issuer's keys cannot be had now. */
    CompletableFuture<Optional<TokenFacts>> verify(SignedJWT token) {
        JWSHeader header = token.getHeader();
        String keyId = header.getKeyID();
        if (!isAccessToken(header.getType())
                || !ALGORITHMS.contains(header.getAlgorithm())
                || header.getCriticalParams() != null
                || keyId == null) {
            return refused();
        }
        TrustedIssuer issuer = issuerOf(token);
        if (issuer == null) {
            return refused();
        }
        return issuer.keys()
                .key(keyId)
                .thenApply(key -> key.filter(found -> isSignedBy(token, found)).flatMap(found -> facts(token, issuer)));
    }

    private static CompletableFuture<Optional<TokenFacts>> refused() {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    private @Nullable TrustedIssuer issuerOf(SignedJWT token) {
        try {
            String issuer = token.getJWTClaimsSet().getIssuer();
            return issuer == null ? null : issuers.get(issuer);
        } catch (ParseException e) {
            return null;
        }
    }

    /** Only with a key of the kind that the algorithm needs, so that no key is taken for one of another kind. */
    private static boolean isSignedBy(SignedJWT token, JWK key) {
        JWSAlgorithm algorithm = token.getHeader().getAlgorithm();
        if (key.getAlgorithm() != null && !isSame(key.getAlgorithm(), algorithm)) {
            return false;
        }
        try {
            return switch (key) {
                case RSAKey rsa ->
                    JWSAlgorithm.Family.RSA.contains(algorithm)
                            && token.verify(new RSASSAVerifier(rsa.toRSAPublicKey()));
                case ECKey ec ->
                    JWSAlgorithm.ES256.equals(algorithm)
                            && Curve.P_256.equals(ec.getCurve())
                            && token.verify(new ECDSAVerifier(ec.toECPublicKey()));
                case OctetKeyPair okp -> EDWARDS.contains(algorithm) && Ed25519.verifies(token, okp);
                default -> false;
            };
        } catch (JOSEException e) {
            return false;
        }
    }

    /** One algorithm has two names: RFC 9864 gave it that of its curve. */
    private static boolean isSame(Algorithm ofKey, JWSAlgorithm ofToken) {
        return ofKey.equals(ofToken) || (EDWARDS.contains(ofToken) && EDWARDS.contains(ofKey));
    }

    private Optional<TokenFacts> facts(SignedJWT token, TrustedIssuer issuer) {
        try {
            JWTClaimsSet claims = token.getJWTClaimsSet();
            Instant now = clock.instant();
            boolean good = claims.getExpirationTime() != null
                    && now.isBefore(claims.getExpirationTime().toInstant())
                    && (claims.getNotBeforeTime() == null
                            || !now.plus(SKEW)
                                    .isBefore(claims.getNotBeforeTime().toInstant()))
                    && claims.getIssueTime() != null
                    && !claims.getIssueTime().toInstant().isAfter(now.plus(SKEW))
                    && claims.getAudience().contains(issuer.audience())
                    // a SET is never an access token, whatever its header says (RFC 8417 §4.1)
                    && claims.getClaim("events") == null;
            String clientId = claims.getStringClaim(issuer.clientIdClaim());
            String scope = claims.getStringClaim("scope");
            Map<String, Object> confirmation = claims.getJSONObjectClaim("cnf");
            if (!good
                    || clientId == null
                    || scope == null
                    || (confirmation != null && !(confirmation.get(BOUND_TO) instanceof String))) {
                return Optional.empty();
            }
            return Optional.of(new TokenFacts(
                    issuer.issuer(),
                    clientId,
                    Scope.parseText(scope),
                    claims.getJWTID(),
                    claims.getIssueTime().toInstant(),
                    confirmation == null ? null : String.valueOf(confirmation.get(BOUND_TO))));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private static boolean isAccessToken(@Nullable JOSEObjectType type) {
        if (type == null) {
            return false;
        }
        String text = type.toString().toLowerCase(Locale.ROOT);
        return text.equals("at+jwt") || text.equals("application/at+jwt");
    }
}
