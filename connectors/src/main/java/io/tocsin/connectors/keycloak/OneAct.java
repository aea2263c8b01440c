// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.keycloak;

import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalPayload.CredentialUpdate;
import io.tocsin.schemas.signal.SignalPayload.SessionChange;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Keycloak tells more than once and under no common number: its SET of an event bears a random {@code jti} and
 * {@code txn}, and a user's new password is two of its events. Such an act is known by whom it was done to, what it
 * was, and when, to {@link #WINDOW}. Assumed is that Keycloak makes the SET while it handles the event, so that both
 * times are the same moment by one clock; where they fall on two sides of a window's edge the act counts twice, and
 * where one act follows another of its kind within a window the two count once.
 */
public final class OneAct {
    /** In place of the feed's. */
    public static final String FAMILY = "acts";

    static final Duration WINDOW = Duration.ofSeconds(4);

    private OneAct() {}

    /**
     * What the act is known by; absent where what is told is no such act.
     *
     * @param issuer of the realm's tokens
     * @param user the {@code sub}
     */
    public static @Nullable String key(
            @Nullable String issuer, @Nullable String user, SignalPayload payload, Instant at) {
        String word = word(payload);
        return issuer == null || user == null || word == null
                ? null
                : issuer + " " + user + " " + word + " " + Math.floorDiv(at.getEpochSecond(), WINDOW.toSeconds());
    }

    private static @Nullable String word(SignalPayload payload) {
        return switch (payload) {
            // an administrator's event does not say of what type the credential was
            case CredentialUpdate update -> "credential " + update.changeType();
            case SessionChange change -> change.allSessions() ? "logout" : null;
            case SignalPayload other -> null;
        };
    }
}
