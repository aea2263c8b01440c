// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.receiver.SecretHash;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.transmitter.caller.AuthorizationServerConfig;
import io.tocsin.transmitter.client.ReceiverConfig;
import io.tocsin.transmitter.client.Receivers;
import io.tocsin.transmitter.client.StaticToken;
import io.tocsin.transmitter.client.StaticTokens;
import io.tocsin.transmitter.delivery.DeliveryConfig;
import io.tocsin.transmitter.key.ring.KeysConfig;
import io.tocsin.transmitter.peer.PeersConfig;
import io.tocsin.transmitter.push.Cidr;
import io.tocsin.transmitter.push.PushConfig;
import io.tocsin.transmitter.subject.SubjectsConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything the transmitter is told by its operator.
 *
 * @param issuer the one issuer, which serves every tenant
 * @param issuers in place of {@code issuer}: several, each with tenants of its own
 * @param receivers who may have streams
 * @param keysFile JWK Set with the signing keys; made at the first start
 * @param secretKeyFile JWK that seals secrets before they reach Kafka; made at the first start
 * @param stateDir folder for local state; rebuilt from Kafka if lost
 * @param minVerificationInterval least time between verification requests on one stream, 0 for no limit; 60 s if absent
 * @param tokenLifetime of access tokens, at most 60 minutes; 10 minutes if absent
 * @param retention how long a SET is kept for a receiver that does not take it; 7 days if absent
 * @param longPoll how long a poll waits for a SET; 30 s if absent
 * @param push how SETs are pushed
 * @param subjects how subjects are treated
 * @param delivery what is done about receivers that do not take their SETs
 * @param staticTokens tokens agreed out of band, for test benches
 * @param peers how several transmitters over one Kafka reach each other; absent where there is one only
 * @param keys how signing keys live, and where their private parts are
 * @param authorizationServers whose tokens are good besides our own; none if absent
 * @param spiffeTrustDomains PEM files of the authorities that vouch for X.509-SVIDs, by trust domain; none if absent
 * @param trustedProxies CIDR ranges of proxies before this transmitter, whose {@code X-Forwarded-For} is believed when
 *     failures to authenticate are counted; none if absent
 */
public record TransmitterConfig(
        @Nullable URI issuer,
        List<IssuerConfig> issuers,
        List<ReceiverConfig> receivers,
        Path keysFile,
        Path secretKeyFile,
        Path stateDir,
        Duration minVerificationInterval,
        Duration tokenLifetime,
        Duration retention,
        Duration longPoll,
        PushConfig push,
        SubjectsConfig subjects,
        DeliveryConfig delivery,
        List<StaticToken> staticTokens,
        @Nullable PeersConfig peers,
        KeysConfig keys,
        List<AuthorizationServerConfig> authorizationServers,
        Map<String, Path> spiffeTrustDomains,
        List<String> trustedProxies) {
    private static final SecretHash UNREAD = new SecretHash("$");
    private static final Duration LONGEST_TOKEN = Duration.ofMinutes(60);

    public TransmitterConfig(
            @Nullable URI issuer,
            @Nullable List<IssuerConfig> issuers,
            @Nullable List<ReceiverConfig> receivers,
            Path keysFile,
            Path secretKeyFile,
            Path stateDir,
            @Nullable Duration minVerificationInterval,
            @Nullable Duration tokenLifetime,
            @Nullable Duration retention,
            @Nullable Duration longPoll,
            @Nullable PushConfig push,
            @Nullable SubjectsConfig subjects,
            @Nullable DeliveryConfig delivery,
            @Nullable List<StaticToken> staticTokens,
            @Nullable PeersConfig peers,
            @Nullable KeysConfig keys,
            @Nullable List<AuthorizationServerConfig> authorizationServers,
            @Nullable Map<String, Path> spiffeTrustDomains,
            @Nullable List<String> trustedProxies) {
        this.issuer = issuer;
        this.issuers = theIssuers(issuer, issuers);
        this.receivers = receivers == null ? List.of() : List.copyOf(receivers);
        for (ReceiverConfig receiver : this.receivers) {
            if (issuerOf(receiver.tenant()).isEmpty()) {
                throw new IllegalArgumentException("receiver " + receiver.clientId() + " has tenant "
                        + receiver.tenant() + ", which no entry of transmitter.issuers serves");
            }
        }
        this.keysFile = requireNonNull(keysFile, "transmitter.keys-file");
        this.secretKeyFile = requireNonNull(secretKeyFile, "transmitter.secret-key-file");
        this.stateDir = requireNonNull(stateDir, "transmitter.state-dir");
        this.minVerificationInterval =
                minVerificationInterval == null ? Duration.ofSeconds(60) : minVerificationInterval;
        this.tokenLifetime = tokenLifetime == null ? Duration.ofMinutes(10) : tokenLifetime;
        this.retention = retention == null ? Duration.ofDays(7) : retention;
        this.longPoll = longPoll == null ? Duration.ofSeconds(30) : longPoll;
        this.push = push == null ? PushConfig.DEFAULT : push;
        this.subjects = subjects == null ? SubjectsConfig.DEFAULT : subjects;
        this.delivery = delivery == null ? DeliveryConfig.DEFAULT : delivery;
        this.staticTokens = staticTokens == null ? List.of() : List.copyOf(staticTokens);
        this.keys = keys == null ? KeysConfig.DEFAULT : keys;
        this.authorizationServers = authorizationServers == null ? List.of() : List.copyOf(authorizationServers);
        this.spiffeTrustDomains = spiffeTrustDomains == null ? Map.of() : Map.copyOf(spiffeTrustDomains);
        this.trustedProxies = trustedProxies == null ? List.of() : List.copyOf(trustedProxies);
        try {
            this.trustedProxies.forEach(Cidr::parse);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("transmitter.trusted-proxies: " + e.getMessage(), e);
        }
        requireDistinct(this.authorizationServers);
        // a client id is one receiver's, whatever its issuer
        var unused = new StaticTokens(this.staticTokens, receivers(secret -> UNREAD));
        this.peers = peers;
        if (this.minVerificationInterval.isNegative()) {
            throw new IllegalArgumentException("transmitter.min-verification-interval is "
                    + this.minVerificationInterval + ", expected 0 or more");
        }
        requireBetween("token-lifetime", this.tokenLifetime, Duration.ofSeconds(1), LONGEST_TOKEN);
        requireBetween("retention", this.retention, Duration.ofMinutes(1), Duration.ofDays(365));
        requireBetween("long-poll", this.longPoll, Duration.ofSeconds(1), Duration.ofMinutes(5));
    }

    /** The issuer that serves a tenant; a tenant decides where its receivers go. */
    public Optional<IssuerConfig> issuerOf(String tenant) {
        return issuers.stream().filter(issuer -> issuer.serves(tenant)).findFirst();
    }

    /** @param hash makes of a secret as it is written here what is kept of it */
    Receivers receivers(Function<Secret, SecretHash> hash) {
        return new Receivers(
                receivers.stream().map(receiver -> receiver.registration(hash)).toList());
    }

    private static List<IssuerConfig> theIssuers(@Nullable URI one, @Nullable List<IssuerConfig> several) {
        boolean listed = several != null && !several.isEmpty();
        if ((one == null) != listed) {
            throw new IllegalArgumentException("transmitter.issuer and transmitter.issuers are "
                    + (listed ? "both" : "neither of them") + " given, expected exactly one of them");
        }
        List<IssuerConfig> issuers = several != null && listed
                ? List.copyOf(several)
                : List.of(IssuerConfig.alone(requireNonNull(one, "transmitter.issuer")));
        Set<String> paths = new HashSet<>();
        Map<String, URI> byTenant = new HashMap<>();
        for (IssuerConfig issuer : issuers) {
            if (!paths.add(issuer.issuer().getRawPath())) {
                throw new IllegalArgumentException("transmitter.issuers has two with the path \""
                        + issuer.issuer().getRawPath() + "\", expected paths that differ");
            }
            if (issuers.size() > 1 && issuer.tenants().isEmpty()) {
                throw new IllegalArgumentException("transmitter.issuers: " + issuer.issuer()
                        + " has no tenants, expected some where there are several issuers");
            }
            for (String tenant : issuer.tenants()) {
                URI other = byTenant.put(tenant, issuer.issuer());
                if (other != null) {
                    throw new IllegalArgumentException("transmitter.issuers: tenant " + tenant + " is served by "
                            + other + " and by " + issuer.issuer() + ", expected one of them");
                }
            }
        }
        return issuers;
    }

    private void requireDistinct(List<AuthorizationServerConfig> servers) {
        Set<String> names = new HashSet<>();
        issuers.forEach(own -> names.add(own.issuer().toString()));
        for (AuthorizationServerConfig server : servers) {
            if (!names.add(server.issuer())) {
                throw new IllegalArgumentException("transmitter.authorization-servers has issuer " + server.issuer()
                        + ", which is there already or our own; expected another");
            }
        }
    }

    private static void requireBetween(String field, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "transmitter." + field + " is " + value + ", expected " + least + " to " + most);
        }
    }
}
