// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import io.tocsin.transmitter.client.ReceiverDirectory;
import io.tocsin.transmitter.client.Receivers;
import io.tocsin.transmitter.client.StaticTokens;
import io.tocsin.transmitter.key.TokenSigner;
import io.tocsin.transmitter.key.ring.SigningKeys;
import io.tocsin.transmitter.secret.Argon2id;
import io.tocsin.transmitter.secret.SecretChecks;
import io.tocsin.transmitter.token.AccessTokenIssuer;
import io.tocsin.transmitter.token.AccessTokenVerifier;
import io.tocsin.transmitter.token.TokenEndpoint;
import io.tocsin.transmitter.view.FollowedTopic;

/** How the parts hold together that know who calls and what they may. */
final class Access {
    private final TransmitterConfig config;
    private final Assembly.Surroundings around;
    private final Receivers receivers;
    private final SecretChecks secrets;
    private final StaticTokens staticTokens;
    private final FollowedTopic followed;

    private Access(
            TransmitterConfig config,
            Assembly.Surroundings around,
            Receivers receivers,
            SecretChecks secrets,
            FollowedTopic followed) {
        this.followed = followed;
        this.config = config;
        this.around = around;
        this.receivers = receivers;
        this.secrets = secrets;
        this.staticTokens = new StaticTokens(config.staticTokens(), receivers);
    }

    /** Reads the topic of receivers. What is opened is closed with {@code parts}. */
    static Access open(TransmitterConfig config, Assembly.Surroundings around, Parts parts) {
        Argon2id hashing = new Argon2id();
        Receivers receivers = config.receivers(hashing::of);
        ReceiverDirectory directory = parts.opened(ReceiverDirectory.open(around.kafka(), around.wire(), receivers));
        return new Access(
                config,
                around,
                receivers,
                parts.opened(new SecretChecks(hashing, around.clock())),
                directory.followed());
    }

    /** Everybody there is, of every issuer. */
    Receivers receivers() {
        return receivers;
    }

    /** The topic that those registered come from. */
    FollowedTopic followed() {
        return followed;
    }

    TokenEndpoint tokenEndpoint(IssuerConfig issuer, TokenSigner signer) {
        return new TokenEndpoint(
                receivers.ofTenants(issuer::serves),
                secrets,
                new AccessTokenIssuer(issuer.issuer().toString(), config.tokenLifetime(), signer, around.clock()));
    }

    AccessTokenVerifier tokens(IssuerConfig issuer, SigningKeys keys) {
        return new AccessTokenVerifier(
                issuer.issuer().toString(), keys, receivers.ofTenants(issuer::serves), staticTokens, around.clock());
    }
}
