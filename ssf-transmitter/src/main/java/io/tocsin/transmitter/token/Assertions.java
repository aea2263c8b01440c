// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.auth.verifier.ClientAuthenticationVerifier;
import com.nimbusds.oauth2.sdk.auth.verifier.ClientCredentialsSelector;
import com.nimbusds.oauth2.sdk.auth.verifier.Context;
import com.nimbusds.oauth2.sdk.auth.verifier.InvalidClientException;
import com.nimbusds.oauth2.sdk.auth.verifier.JWTAudienceCheck;
import com.nimbusds.oauth2.sdk.auth.verifier.PKIClientX509CertificateBindingVerifier;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies {@code private_key_jwt} (RFC 7523 §3): for us, by the client's key, good for five minutes at most and for
 * one use. What has been used is remembered by each process for itself: with several instances an assertion that was
 * stolen on its way could be used once more on another one, within its five minutes.
 */
final class Assertions {
    /** HMAC and {@code none} can never come in here. */
    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int REMEMBERED = 200_000;

    private record Used(String clientId, String jti) {}

    private final ClientAuthenticationVerifier<List<JWK>> verifier;
    private final Cache<Used, Boolean> used = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            // the time an assertion is good for, and as much for clocks that differ
            .expireAfterWrite(LONGEST.multipliedBy(2))
            .build();

    /** Good are assertions for the token endpoint's URL and for the issuer. */
    Assertions(URI tokenEndpoint, String issuer) {
        PKIClientX509CertificateBindingVerifier<List<JWK>> certificates = null;
        this.verifier = new ClientAuthenticationVerifier<>(
                new KeysOfContext(),
                certificates,
                Set.of(new Audience(tokenEndpoint), new Audience(issuer)),
                JWTAudienceCheck.LEGACY,
                null,
                LONGEST.toSeconds());
    }

    /** Judged before any key is looked for. */
    static boolean isAllowed(JWSHeader header) {
        return ALGORITHMS.contains(header.getAlgorithm()) && header.getCriticalParams() == null;
    }

    /** @param candidates the client's keys; with none of them it is refused after the same work */
    boolean isGood(PrivateKeyJWT assertion, List<JWK> candidates) {
        Context<List<JWK>> context = new Context<>();
        context.set(candidates);
        try {
            verifier.verify(assertion, null, context);
        } catch (InvalidClientException | JOSEException e) {
            return false;
        }
        var jti = assertion.getJWTAuthenticationClaimsSet().getJWTID();
        return jti != null
                && used.asMap().putIfAbsent(new Used(assertion.getClientID().getValue(), jti.getValue()), true) == null;
    }

    private static final class KeysOfContext implements ClientCredentialsSelector<List<JWK>> {
        @Override
        public List<Secret> selectClientSecrets(
                ClientID clientId, ClientAuthenticationMethod method, Context<List<JWK>> context)
                throws InvalidClientException {
            throw InvalidClientException.NOT_REGISTERED_FOR_AUTH_METHOD;
        }

        @Override
        public List<? extends PublicKey> selectPublicKeys(
                ClientID clientId,
                ClientAuthenticationMethod method,
                @Nullable JWSHeader header,
                boolean forceRefresh,
                Context<List<JWK>> context)
                throws InvalidClientException {
            List<PublicKey> keys = new ArrayList<>();
            for (JWK key : context.get()) {
                if (key instanceof AsymmetricJWK asymmetric && fits(key, header)) {
                    publicKey(asymmetric).ifPresent(keys::add);
                }
            }
            return keys;
        }

        private static Optional<PublicKey> publicKey(AsymmetricJWK key) {
            try {
                return Optional.of(key.toPublicKey());
            } catch (JOSEException e) {
                return Optional.empty();
            }
        }

        private static boolean fits(JWK key, @Nullable JWSHeader header) {
            if (header == null) {
                return true;
            }
            String type = JWSAlgorithm.Family.RSA.contains(header.getAlgorithm()) ? "RSA" : "EC";
            return type.equals(key.getKeyType().getValue())
                    && (key.getAlgorithm() == null || key.getAlgorithm().equals(header.getAlgorithm()));
        }
    }
}
