// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import io.tocsin.schemas.receiver.Dialect;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Receivers that differ from another one in one thing. */
public final class Registrations {
    private Registrations() {}

    /** Only tokens bound to its certificate are good. */
    public static ReceiverRegistration bound(ReceiverRegistration plain) {
        return with(plain, plain.scopes(), plain.dialect(), plain.inactivityTimeout(), true);
    }

    public static ReceiverRegistration scoped(ReceiverRegistration plain, Set<String> scopes) {
        return with(plain, scopes, plain.dialect(), plain.inactivityTimeout(), plain.boundTokens());
    }

    public static ReceiverRegistration speaking(ReceiverRegistration plain, Dialect dialect) {
        return with(plain, plain.scopes(), dialect, plain.inactivityTimeout(), plain.boundTokens());
    }

    /** Its streams are paused after that long without a sign of it; never for null. */
    public static ReceiverRegistration pausedAfter(ReceiverRegistration plain, @Nullable Duration inactivity) {
        return with(plain, plain.scopes(), plain.dialect(), inactivity, plain.boundTokens());
    }

    private static ReceiverRegistration with(
            ReceiverRegistration plain,
            Set<String> scopes,
            Dialect dialect,
            @Nullable Duration inactivity,
            boolean bound) {
        return new ReceiverRegistration(
                plain.clientId(),
                plain.tenant(),
                plain.audience(),
                plain.allowedEvents(),
                scopes,
                plain.pushHostsAllowed(),
                plain.maxStreams(),
                dialect,
                plain.signingAlgorithm(),
                plain.defaultSubjects(),
                inactivity,
                plain.credentials(),
                bound,
                plain.collapse(),
                plain.removed());
    }
}
