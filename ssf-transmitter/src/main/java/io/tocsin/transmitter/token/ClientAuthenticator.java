// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.TLSClientAuthentication;
import io.tocsin.schemas.receiver.CertificateName;
import io.tocsin.schemas.receiver.ClientKeys;
import io.tocsin.schemas.receiver.ClientSecrets;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.transmitter.caller.ClientCertificate;
import io.tocsin.transmitter.client.ReceiverLookup;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.secret.AttemptLimits;
import io.tocsin.transmitter.secret.SecretChecks;
import io.tocsin.transmitter.view.CaughtUp;
import java.net.URI;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a client is who it says, by whatever it is registered with: a secret (RFC 6749 §2.3.1), a key (RFC
 * 7523), a certificate of a trusted authority or of its own making (RFC 8705 §2). Failures are counted and, when there
 * are too many, refused unseen.
 */
public final class ClientAuthenticator {
    private static final Duration LATER = Duration.ofSeconds(30);

    private final ReceiverLookup receivers;
    private final SecretChecks secrets;
    private final ClientKeySets keys;
    private final AttemptLimits limits;
    private final Assertions assertions;
    private final CaughtUp fresh;

    public ClientAuthenticator(
            ReceiverLookup receivers,
            SecretChecks secrets,
            ClientKeySets keys,
            AttemptLimits limits,
            CaughtUp fresh,
            URI tokenEndpoint,
            String issuer) {
        this.fresh = fresh;
        this.receivers = receivers;
        this.secrets = secrets;
        this.keys = keys;
        this.limits = limits;
        this.assertions = new Assertions(tokenEndpoint, issuer);
    }

    /**
     * The client, if it is the one it says.
     *
     * @param address where the request comes from
     * @param certificate what the client has shown, its authority trusted; null for nothing
     * @return fails with {@link RejectedException}: {@code TooManyRequests} or {@code Unavailable}
     */
    CompletableFuture<Optional<ReceiverRegistration>> authenticate(
            ClientAuthentication presented, String address, @Nullable ClientCertificate certificate) {
        String clientId = presented.getClientID().getValue();
        Duration wait = limits.attempt(clientId, address);
        if (wait.isPositive()) {
            return CompletableFuture.failedFuture(new RejectedException(new Rejection.TooManyRequests(wait)));
        }
        Optional<ReceiverRegistration> receiver = receivers.byClientId(clientId);
        return proven(presented, receiver, certificate)
                .thenCompose(good -> good && receiver.isPresent()
                        ? CompletableFuture.completedFuture(receiver)
                        : again(presented, receiver, certificate))
                .thenApply(proven -> {
                    proven.ifPresent(known -> limits.succeeded(clientId, address));
                    return proven;
                });
    }

    /** Another instance may have registered it, or given it another secret, a moment ago. */
    private CompletableFuture<Optional<ReceiverRegistration>> again(
            ClientAuthentication presented,
            Optional<ReceiverRegistration> before,
            @Nullable ClientCertificate certificate) {
        return fresh.reached().thenCompose(seen -> {
            Optional<ReceiverRegistration> now =
                    receivers.byClientId(presented.getClientID().getValue());
            return now.isEmpty() || now.equals(before)
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : proven(presented, now, certificate).thenApply(good -> good ? now : Optional.empty());
        });
    }

    private CompletableFuture<Boolean> proven(
            ClientAuthentication presented,
            Optional<ReceiverRegistration> receiver,
            @Nullable ClientCertificate certificate) {
        return switch (presented) {
            case PlainClientSecret plain -> {
                ClientSecrets known =
                        receiver.map(found -> found.credentials().secrets()).orElse(null);
                yield secrets.matches(known, plain.getClientSecret().getValue());
            }
            case PrivateKeyJWT assertion ->
                Assertions.isAllowed(assertion.getClientAssertion().getHeader())
                        ? candidates(
                                        receiver,
                                        assertion
                                                .getClientAssertion()
                                                .getHeader()
                                                .getKeyID())
                                .thenApply(candidates -> assertions.isGood(assertion, candidates))
                        : CompletableFuture.completedFuture(false);
            case TLSClientAuthentication tls ->
                certificate == null ? CompletableFuture.completedFuture(false) : byCertificate(certificate, receiver);
            default -> CompletableFuture.completedFuture(false);
        };
    }

    private CompletableFuture<Boolean> byCertificate(
            ClientCertificate certificate, Optional<ReceiverRegistration> receiver) {
        X509Certificate own = certificate.own();
        boolean selfSigned = own.getIssuerX500Principal().equals(own.getSubjectX500Principal());
        CertificateName name =
                receiver.map(found -> found.credentials().certificate()).orElse(null);
        if (!selfSigned) {
            return CompletableFuture.completedFuture(name != null && CertificateNames.bears(own, name));
        }
        return candidates(receiver, null)
                .thenApply(candidates -> candidates.stream().anyMatch(key -> isKeyOf(own.getPublicKey(), key)));
    }

    private CompletableFuture<List<JWK>> candidates(Optional<ReceiverRegistration> receiver, @Nullable String keyId) {
        ClientKeys registered =
                receiver.map(found -> found.credentials().keys()).orElse(null);
        if (registered == null) {
            return CompletableFuture.completedFuture(List.of());
        }
        return keys.candidates(registered, keyId).exceptionally(failure -> {
            throw new RejectedException(new Rejection.Unavailable(LATER));
        });
    }

    private static boolean isKeyOf(PublicKey shown, JWK key) {
        try {
            return key instanceof AsymmetricJWK asymmetric
                    && Arrays.equals(
                            shown.getEncoded(), asymmetric.toPublicKey().getEncoded());
        } catch (JOSEException e) {
            return false;
        }
    }
}
