// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.auth;

import io.tocsin.schemas.secret.Secret;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * For senders that can present nothing: a secret path segment behind the connector's name
 * ({@code /webhooks/jamf/<secret>}), or, said in so many words, nothing at all.
 *
 * @param pathSecrets none, one, or two while one replaces the other; 16 or more of letters, digits, {@code -},
 *     {@code _}
 * @param acceptAnyone must be true where there is no path secret: whoever reaches the port is believed
 */
public record NoCredentials(List<Secret> pathSecrets, boolean acceptAnyone) implements Authentication {
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-]{16,256}");

    public NoCredentials {
        pathSecrets = pathSecrets == null || pathSecrets.isEmpty()
                ? List.of()
                : Rotation.of("authentication.path-secrets", pathSecrets);
        if (pathSecrets.isEmpty() != acceptAnyone) {
            throw new IllegalArgumentException(
                    acceptAnyone
                            ? "authentication.accept-anyone is true beside path-secrets, expected one of the two"
                            : "authentication is none without path-secrets: give a secret path segment, or accept-anyone: true");
        }
        for (Secret secret : pathSecrets) {
            if (!SEGMENT.matcher(secret.reveal()).matches()) {
                throw new IllegalArgumentException(
                        "authentication.path-secrets: expected 16 to 256 letters, digits, '-' or '_'");
            }
        }
    }

    @Override
    public boolean admits(Presented presented, Instant now) {
        String segment = presented.pathSecret();
        String compared = segment == null ? "" : segment;
        return acceptAnyone || Rotation.any(pathSecrets, secret -> secret.matches(compared));
    }

    @Override
    public boolean usesPathSecret() {
        return !acceptAnyone;
    }
}
