// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import io.tocsin.transmitter.caller.AuthorizationOffer;
import io.tocsin.transmitter.caller.AuthorizationServer;
import io.tocsin.transmitter.caller.AuthorizationServerConfig;
import io.tocsin.transmitter.caller.Callers;
import io.tocsin.transmitter.caller.TrustDomains;
import io.tocsin.transmitter.client.ReceiverDirectory;
import io.tocsin.transmitter.client.ReceiverRegistry;
import io.tocsin.transmitter.client.Receivers;
import io.tocsin.transmitter.client.Revocations;
import io.tocsin.transmitter.client.StaticTokens;
import io.tocsin.transmitter.dialect.SetProfile;
import io.tocsin.transmitter.fetch.HttpsFetch;
import io.tocsin.transmitter.key.TokenSigner;
import io.tocsin.transmitter.key.ring.SigningKeys;
import io.tocsin.transmitter.push.AddressRules;
import io.tocsin.transmitter.secret.Argon2id;
import io.tocsin.transmitter.secret.AttemptLimits;
import io.tocsin.transmitter.secret.SecretChecks;
import io.tocsin.transmitter.stream.StreamIndex;
import io.tocsin.transmitter.token.AccessTokenIssuer;
import io.tocsin.transmitter.token.ClientAuthenticator;
import io.tocsin.transmitter.token.ClientKeySets;
import io.tocsin.transmitter.token.TokenEndpoint;
import io.tocsin.transmitter.trust.Watch;
import io.tocsin.transmitter.view.CaughtUp;
import io.tocsin.transmitter.view.FollowedTopic;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** How the parts hold together that know who calls and what they may. */
final class Access {
    private final TransmitterConfig config;
    private final Assembly.Surroundings around;
    private final Argon2id hashing = new Argon2id();
    private final Receivers receivers;
    private final Revocations revocations = new Revocations();
    private final ReceiverDirectory directory;
    private final StaticTokens staticTokens;
    private final SecretChecks secrets;
    private final AttemptLimits limits;
    private final ClientKeySets keySets;
    private final List<AuthorizationServer> servers;
    private final TrustDomains trustDomains;

    private Access(TransmitterConfig config, Assembly.Surroundings around, AddressRules addresses, Parts parts) {
        this.config = config;
        this.around = around;
        this.receivers = config.receivers(hashing::of);
        this.directory = parts.opened(
                ReceiverDirectory.open(around.kafka(), around.wire(), around.writer(), receivers, revocations));
        this.staticTokens = new StaticTokens(config.staticTokens(), receivers);
        this.secrets = parts.opened(new SecretChecks(hashing, around.clock()));
        this.limits = new AttemptLimits(around.clock());
        Watch watch = parts.opened(new Watch(Watch.EVERY));
        this.keySets = new ClientKeySets(
                parts.opened(new HttpsFetch(around.vertx(), config.push().trustedCa(), watch, addresses)),
                around.clock());
        this.servers = config.authorizationServers().stream()
                .map(server -> parts.opened(new AuthorizationServer(server, around.vertx(), watch, around.clock())))
                .toList();
        this.trustDomains = new TrustDomains(config.spiffeTrustDomains(), watch, around.clock());
    }

    /**
     * Reads the topics of receivers and of revoked tokens. What is opened is closed with {@code parts}.
     *
     * @param addresses where keys of clients may be fetched from
     */
    static Access open(TransmitterConfig config, Assembly.Surroundings around, AddressRules addresses, Parts parts) {
        return new Access(config, around, addresses, parts);
    }

    /** Everybody there is, of every issuer. */
    Receivers receivers() {
        return receivers;
    }

    /** How that receiver wants its SETs. */
    SetProfile profileOf(String clientId) {
        return receivers.byClientId(clientId).map(SetProfile::of).orElse(SetProfile.DEFAULT);
    }

    /** What an operator does with receivers. */
    ReceiverRegistry registry(StreamIndex streams) {
        return new ReceiverRegistry(
                receivers,
                revocations,
                directory,
                hashing,
                tenant -> config.issuerOf(tenant).isPresent(),
                clientId -> streams.ofReceiver(clientId).size(),
                around.clock());
    }

    /** The topics that they come from, and another one. */
    List<FollowedTopic> followed(FollowedTopic... others) {
        return Stream.concat(Stream.of(others), directory.followed().stream()).toList();
    }

    TokenEndpoint tokenEndpoint(IssuerConfig issuer, URI url, TokenSigner signer, CaughtUp fresh) {
        String iss = issuer.issuer().toString();
        return new TokenEndpoint(
                new ClientAuthenticator(receivers.ofTenants(issuer::serves), secrets, keySets, limits, fresh, url, iss),
                new AccessTokenIssuer(iss, config.tokenLifetime(), signer, revocations, around.clock()));
    }

    Callers callers(IssuerConfig issuer, SigningKeys keys, CaughtUp fresh) {
        return new Callers(
                issuer.issuer().toString(),
                keyId -> CompletableFuture.completedFuture(keys.byId(keyId).map(key -> key)),
                receivers.ofTenants(issuer::serves),
                staticTokens,
                revocations,
                servers,
                trustDomains,
                fresh,
                around.clock());
    }

    AuthorizationOffer offer() {
        return new AuthorizationOffer(
                around.clientCertificates(),
                config.authorizationServers().stream()
                        .map(AuthorizationServerConfig::issuer)
                        .toList());
    }
}
