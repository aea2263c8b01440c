// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action;

import io.tocsin.hub.action.keeper.BackChannelConfig;
import io.tocsin.hub.action.keeper.TargetConfig;
import io.tocsin.transmitter.key.ring.KeysConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is made to end sessions that are revoked.
 *
 * @param targets names are unique; none: nothing is done, and what becomes of SETs is told
 * @param giveUpAfter how long one is tried; 15 minutes if absent, 1 second to 1 day
 * @param issuer the {@code iss} of logout tokens; needed for back-channel logout: that of the transmitter whose JWKS
 *     applications fetch
 * @param keysFile the transmitter's, whose keys sign logout tokens; needed for back-channel logout
 * @param keys how the transmitter keeps its keys; as the same file says it, and else the defaults if absent
 */
public record ActionsConfig(
        List<TargetConfig> targets,
        Duration giveUpAfter,
        @Nullable String issuer,
        @Nullable Path keysFile,
        @Nullable KeysConfig keys) {
    public ActionsConfig {
        targets = targets == null ? List.of() : List.copyOf(targets);
        giveUpAfter = giveUpAfter == null ? Duration.ofMinutes(15) : giveUpAfter;
        if (targets.stream().map(TargetConfig::name).distinct().count() < targets.size()) {
            throw new IllegalArgumentException("targets has two of one name, expected a name for each");
        }
        if (giveUpAfter.toSeconds() < 1 || giveUpAfter.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("give-up-after is " + giveUpAfter + ", expected 1 s to 1 d");
        }
        boolean signs = targets.stream().anyMatch(BackChannelConfig.class::isInstance);
        if (signs && (issuer == null || keysFile == null)) {
            throw new IllegalArgumentException(
                    "issuer or keys-file is missing, expected both, as back-channel logout tokens are signed");
        }
    }

    /** The same with these keys, where it says nothing of them. */
    public ActionsConfig or(KeysConfig transmitters) {
        return keys == null ? new ActionsConfig(targets, giveUpAfter, issuer, keysFile, transmitters) : this;
    }
}
