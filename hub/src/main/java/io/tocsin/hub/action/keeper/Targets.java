// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action.keeper;

import static java.util.Objects.requireNonNull;

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
     * @param keysFile who signs them; needed where one of them is told by back-channel logout
     */
    public static List<Target> open(
            List<TargetConfig> configs, @Nullable String issuer, @Nullable Path keysFile, InstantSource clock) {
        @Nullable
        LogoutTokens tokens =
                issuer == null || keysFile == null ? null : new LogoutTokens(issuer, SigningKeys.open(keysFile), clock);
        List<Target> targets = new ArrayList<>();
        for (TargetConfig config : configs) {
            targets.add(
                    switch (config) {
                        case KeycloakTargetConfig keycloak -> new KeycloakSessions(keycloak, clock);
                        case BackChannelConfig application ->
                            new BackChannelLogout(application, requireNonNull(tokens, "issuer and keys-file"));
                    });
        }
        return List.copyOf(targets);
    }
}
