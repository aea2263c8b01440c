// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.caller;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jwt.SignedJWT;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.transmitter.client.Caller;
import io.tocsin.transmitter.client.ReceiverLookup;
import io.tocsin.transmitter.client.Revocations;
import io.tocsin.transmitter.client.Scope;
import io.tocsin.transmitter.client.StaticTokens;
import io.tocsin.transmitter.fetch.KeySource;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.view.CaughtUp;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who calls on one issuer: by a token of its own issuing, of another authorization server's, or agreed out of
 * band; or by an X.509-SVID where no token is sent. Whoever is not a registered receiver of this issuer is nobody, and
 * nobody learns why.
 */
public final class Callers {
    private static final Logger LOG = LoggerFactory.getLogger(Callers.class);
    private static final int MAX_TOKEN = 8 * 1024;
    private static final Duration LATER = Duration.ofSeconds(5);

    private final String issuer;
    private final ReceiverLookup receivers;
    private final StaticTokens staticTokens;
    private final Revocations revocations;
    private final List<AuthorizationServer> servers;
    private final SignedTokens signed;
    private final List<Introspection> introspections;
    private final TrustDomains trustDomains;
    private final CaughtUp fresh;
    private final InstantSource clock;

    /**
     * @param issuer ours: {@code iss} and {@code aud} of our own tokens
     * @param ownKeys what they are signed with
     * @param receivers those of this issuer
     * @param servers authorization servers besides our own
     * @param fresh before a receiver is said to be unknown
     */
    public Callers(
            String issuer,
            KeySource ownKeys,
            ReceiverLookup receivers,
            StaticTokens staticTokens,
            Revocations revocations,
            List<AuthorizationServer> servers,
            TrustDomains trustDomains,
            CaughtUp fresh,
            InstantSource clock) {
        this.fresh = fresh;
        this.issuer = issuer;
        this.receivers = receivers;
        this.staticTokens = staticTokens;
        this.revocations = revocations;
        this.servers = List.copyOf(servers);
        this.signed = new SignedTokens(
                Stream.concat(
                                Stream.of(new TrustedIssuer(issuer, issuer, "client_id", ownKeys)),
                                servers.stream().map(server -> server.asIssuerFor(issuer)))
                        .toList(),
                clock);
        this.introspections = servers.stream()
                .flatMap(server -> server.introspectionFor(issuer).stream())
                .toList();
        this.trustDomains = trustDomains;
        this.clock = clock;
    }

    /**
     * Whose this token is; empty for a bad one.
     *
     * @param certificate what the caller has shown, if it has
     * @return fails with {@link RejectedException} ({@code Unavailable}) if that cannot be told now
     */
    public CompletableFuture<Optional<Caller>> byToken(String token, @Nullable ClientCertificate certificate) {
        if (token.isEmpty() || token.length() > MAX_TOKEN) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Optional<Caller> known = staticTokens
                .callerOf(token)
                .filter(caller ->
                        receivers.byClientId(caller.receiver().clientId()).isPresent());
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known);
        }
        return facts(token)
                .exceptionally(failure -> {
                    throw unavailable(failure);
                })
                .thenCompose(facts -> facts.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : caller(facts.get(), certificate));
    }

    /** Whoever issued the token knew the receiver: if we do not, we may hear of it in a moment. */
    private CompletableFuture<Optional<Caller>> caller(TokenFacts facts, @Nullable ClientCertificate certificate) {
        return receiver(facts).isPresent()
                ? CompletableFuture.completedFuture(known(facts, certificate))
                : fresh.reached().thenApply(seen -> known(facts, certificate));
    }

    /** Whose this X.509-SVID is; empty if no trust domain vouches for it. */
    public Optional<Caller> byCertificate(ClientCertificate certificate) {
        return trustDomains
                .proven(certificate)
                .flatMap(receivers::bySpiffeId)
                .map(receiver -> new Caller(receiver, Scope.parseAll(receiver.scopes())));
    }

    /** Signed tokens are verified here, all others by those who issued them. */
    private CompletableFuture<Optional<TokenFacts>> facts(String token) {
        Optional<SignedJWT> jwt = SignedTokens.parse(token);
        return jwt.isPresent() ? signed.verify(jwt.get()) : introspected(token, 0);
    }

    private CompletableFuture<Optional<TokenFacts>> introspected(String token, int from) {
        if (from == introspections.size()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return introspections
                .get(from)
                .verify(token)
                .thenCompose(facts ->
                        facts.isPresent() ? CompletableFuture.completedFuture(facts) : introspected(token, from + 1));
    }

    private Optional<Caller> known(TokenFacts facts, @Nullable ClientCertificate certificate) {
        return receiver(facts)
                .filter(receiver -> isBoundAsItMust(facts, receiver, certificate))
                .filter(receiver ->
                        !revocations.isRevoked(receiver.clientId(), facts.tokenId(), facts.issued(), clock.instant()))
                .map(receiver -> new Caller(receiver, stillGranted(receiver, facts.scopes())));
    }

    private Optional<ReceiverRegistration> receiver(TokenFacts facts) {
        if (facts.issuer().equals(issuer)) {
            return receivers.byClientId(facts.clientId());
        }
        return receivers
                .byExternalId(facts.issuer(), facts.clientId())
                .filter(receiver -> servers.stream()
                        .anyMatch(server ->
                                server.issuer().equals(facts.issuer()) && server.speaksOf(receiver.tenant())));
    }

    /** RFC 8705 §3: a bound token is worth nothing without the certificate. */
    private static boolean isBoundAsItMust(
            TokenFacts facts, ReceiverRegistration receiver, @Nullable ClientCertificate certificate) {
        String boundTo = facts.boundTo();
        if (boundTo == null) {
            return !receiver.boundTokens();
        }
        return certificate != null
                && MessageDigest.isEqual(
                        boundTo.getBytes(US_ASCII), certificate.thumbprint().getBytes(US_ASCII));
    }

    /** What the token says, less what the receiver's registration no longer allows. */
    private static Set<Scope> stillGranted(ReceiverRegistration receiver, Set<Scope> scopes) {
        Set<Scope> granted = new HashSet<>(scopes);
        granted.retainAll(Scope.parseAll(receiver.scopes()));
        return granted;
    }

    private static RejectedException unavailable(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RejectedException rejected) {
            return rejected;
        }
        LOG.warn("the keys of an authorization server cannot be had: {}", cause.getMessage());
        return new RejectedException(new Rejection.Unavailable(LATER));
    }
}
