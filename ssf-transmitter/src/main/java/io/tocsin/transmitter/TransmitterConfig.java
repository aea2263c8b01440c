// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import static java.util.Objects.requireNonNull;

import io.tocsin.transmitter.client.ReceiverRegistration;
import io.tocsin.transmitter.client.StaticToken;
import io.tocsin.transmitter.push.PushConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the transmitter is told by its operator.
 *
 * @param issuer https URL without query, fragment or trailing slash; where receivers find everything, and {@code iss}
 *     of every SET, byte for byte
 * @param receivers who may have streams
 * @param keysFile JWK Set with the signing keys; made at the first start
 * @param secretKeyFile JWK that seals secrets before they reach Kafka; made at the first start
 * @param stateDir folder for local state; rebuilt from Kafka if lost
 * @param minVerificationInterval least time between verification requests on one stream, 0 for no limit; 60 s if absent
 * @param tokenLifetime of access tokens, at most 60 minutes; 10 minutes if absent
 * @param retention how long a SET is kept for a receiver that does not take it; 7 days if absent
 * @param longPoll how long a poll waits for a SET; 30 s if absent
 * @param push how SETs are pushed
 * @param staticTokens tokens agreed out of band, for test benches
 */
public record TransmitterConfig(
        URI issuer,
        List<ReceiverRegistration> receivers,
        Path keysFile,
        Path secretKeyFile,
        Path stateDir,
        Duration minVerificationInterval,
        Duration tokenLifetime,
        Duration retention,
        Duration longPoll,
        PushConfig push,
        List<StaticToken> staticTokens) {
    private static final Duration LONGEST_TOKEN = Duration.ofMinutes(60);

    public TransmitterConfig(
            URI issuer,
            @Nullable List<ReceiverRegistration> receivers,
            Path keysFile,
            Path secretKeyFile,
            Path stateDir,
            @Nullable Duration minVerificationInterval,
            @Nullable Duration tokenLifetime,
            @Nullable Duration retention,
            @Nullable Duration longPoll,
            @Nullable PushConfig push,
            @Nullable List<StaticToken> staticTokens) {
        this.issuer = checkIssuer(requireNonNull(issuer, "transmitter.issuer"));
        this.receivers = receivers == null ? List.of() : List.copyOf(receivers);
        this.keysFile = requireNonNull(keysFile, "transmitter.keys-file");
        this.secretKeyFile = requireNonNull(secretKeyFile, "transmitter.secret-key-file");
        this.stateDir = requireNonNull(stateDir, "transmitter.state-dir");
        this.minVerificationInterval =
                minVerificationInterval == null ? Duration.ofSeconds(60) : minVerificationInterval;
        this.tokenLifetime = tokenLifetime == null ? Duration.ofMinutes(10) : tokenLifetime;
        this.retention = retention == null ? Duration.ofDays(7) : retention;
        this.longPoll = longPoll == null ? Duration.ofSeconds(30) : longPoll;
        this.push = push == null ? PushConfig.DEFAULT : push;
        this.staticTokens = staticTokens == null ? List.of() : List.copyOf(staticTokens);
        if (this.minVerificationInterval.isNegative()) {
            throw new IllegalArgumentException("transmitter.min-verification-interval is "
                    + this.minVerificationInterval + ", expected 0 or more");
        }
        requireBetween("token-lifetime", this.tokenLifetime, Duration.ofSeconds(1), LONGEST_TOKEN);
        requireBetween("retention", this.retention, Duration.ofMinutes(1), Duration.ofDays(365));
        requireBetween("long-poll", this.longPoll, Duration.ofSeconds(1), Duration.ofMinutes(5));
    }

    private static URI checkIssuer(URI issuer) {
        boolean good = "https".equals(issuer.getScheme())
                && issuer.getHost() != null
                && issuer.getRawUserInfo() == null
                && issuer.getRawQuery() == null
                && issuer.getRawFragment() == null
                && !issuer.getRawPath().endsWith("/");
        if (!good) {
            throw new IllegalArgumentException("transmitter.issuer is " + issuer
                    + ", expected an https URL without query, fragment or trailing slash");
        }
        return issuer;
    }

    private static void requireBetween(String field, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "transmitter." + field + " is " + value + ", expected " + least + " to " + most);
        }
    }
}
