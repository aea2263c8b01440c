// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action.keeper;

import static java.util.Objects.requireNonNull;

import io.tocsin.transmitter.key.ring.KeysConfig;
import io.tocsin.transmitter.key.ring.SigningKeys;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Targets as configured. */
public final class Targets {
    private Targets() {}

    /**
     * Opens them all; asks nobody anything yet.
     *
     * @param issuer of logout tokens, and
     * @param keysFile the transmitter's, which signs them; needed where one of them is told by back-channel logout
     * @param keys how the transmitter keeps its keys
     * @throws IllegalArgumentException where nothing of it can sign, or an authority's file cannot be read
     */
    public static List<Target> open(
            List<TargetConfig> configs,
            @Nullable String issuer,
            @Nullable Path keysFile,
            KeysConfig keys,
            InstantSource clock) {
        boolean signs = configs.stream().anyMatch(BackChannelConfig.class::isInstance);
        LogoutTokens tokens = signs
                ? new LogoutTokens(
                        requireNonNull(issuer, "issuer"),
                        SigningKeys.reading(requireNonNull(keysFile, "keys-file"), keys, clock),
                        clock)
                : null;
        List<Target> targets = new ArrayList<>();
        for (TargetConfig config : configs) {
            targets.add(
                    switch (config) {
                        case KeycloakTargetConfig keycloak -> new KeycloakSessions(keycloak, clock);
                        case BackChannelConfig application ->
                            new BackChannelLogout(application, requireNonNull(tokens, "tokens"));
                    });
        }
        return List.copyOf(targets);
    }
}
