// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import static java.util.Objects.requireNonNull;

import io.tocsin.receiver.ReceiverConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An edge.
 *
 * @param receiver where the SETs come from; push paths are served by the edge's own server
 * @param forwardAuth how the proxy asks; absent: {@link ForwardAuthSettings#DEFAULT}
 * @param dataDir folder of the journal of who is out
 * @param sessionLifetime no session lives longer, so a revocation is kept that long; default 24 hours
 * @param maxEntries beyond it those that expire first are forgotten, and health says so; default 1,000,000
 * @param silenceLimit without a sign of life from a transmitter for longer, {@code onSilence} applies; default 5
 *     minutes
 * @param onSilence default {@link OnSilence#FAIL_CLOSED}
 * @param userIssuer the {@code iss} whose users the proxy's user header names; absent: any
 */
public record EdgeConfig(
        ReceiverConfig receiver,
        ForwardAuthSettings forwardAuth,
        Path dataDir,
        Duration sessionLifetime,
        int maxEntries,
        Duration silenceLimit,
        OnSilence onSilence,
        @Nullable String userIssuer) {

    /** What to answer for sessions not known to be revoked while a transmitter is silent. */
    public enum OnSilence {
        FAIL_OPEN("fail-open"),
        FAIL_CLOSED("fail-closed");

        private final String word;

        OnSilence(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    public EdgeConfig {
        requireNonNull(receiver, "receiver");
        requireNonNull(dataDir, "data-dir");
        forwardAuth = forwardAuth == null ? ForwardAuthSettings.DEFAULT : forwardAuth;
        sessionLifetime = sessionLifetime == null ? Duration.ofHours(24) : sessionLifetime;
        maxEntries = maxEntries == 0 ? 1_000_000 : maxEntries;
        silenceLimit = silenceLimit == null ? Duration.ofMinutes(5) : silenceLimit;
        onSilence = onSilence == null ? OnSilence.FAIL_CLOSED : onSilence;
        if (sessionLifetime.isNegative() || sessionLifetime.isZero()) {
            throw new IllegalArgumentException(
                    "session-lifetime is " + sessionLifetime + ", expected a positive duration");
        }
        if (maxEntries < 1) {
            throw new IllegalArgumentException("max-entries is " + maxEntries + ", expected at least 1");
        }
        if (silenceLimit.isNegative() || silenceLimit.isZero()) {
            throw new IllegalArgumentException("silence-limit is " + silenceLimit + ", expected a positive duration");
        }
        if (receiver.streams().isEmpty()) {
            throw new IllegalArgumentException("receiver has no streams: an edge without one revokes nothing");
        }
    }
}
