// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which session is whose and on what, as one signal tells it. A session that is over never comes back. */
final class Bindings {
    private final Directory directory;
    private final Signal signal;
    private final Instant at;

    Bindings(Directory directory, Signal signal, Instant at) {
        this.directory = directory;
        this.signal = signal;
        this.at = at;
    }

    /** Records what the signal says of the three together. */
    void learn(@Nullable Known user, @Nullable Known device, @Nullable Known session) {
        if (device != null && user != null) {
            if (managesDevices(signal.type())) {
                device.own(user.id, at);
            } else if (session != null) {
                device.observe(user.id);
            }
        }
        if (session == null) {
            return;
        }
        if (endsSession(signal.type()) && !revokesAll(signal)) {
            fill(session, user, device);
            end(session);
        } else if (!session.over) {
            if (fill(session, user, device)) {
                session.boundBy = signal.id();
            }
            if (directory
                    .principal(session.user)
                    .filter(whose -> !session.firstSeen.isAfter(whose.revokedUntil))
                    .isPresent()) {
                end(session);
                return;
            }
            directory.principal(session.user).ifPresent(whose -> whose.bind(session.id));
            directory.principal(session.device).ifPresent(onWhat -> onWhat.bind(session.id));
        }
    }

    /**
     * Ends every session of a user that was opened up to then. Read again, the signal ends the same ones, which by then
     * are live no more.
     *
     * @return all that it ends or ended
     */
    List<Known> endAll(Known user) {
        Set<CanonicalId> ended = new LinkedHashSet<>(user.revokedBy.equals(signal.id()) ? user.revoked : List.of());
        for (CanonicalId id : user.sessions) {
            directory.principal(id).filter(this::openedBefore).ifPresent(session -> ended.add(session.id));
        }
        if (at.isAfter(user.revokedUntil)) {
            user.revokedUntil = at;
            user.revokedBy = signal.id();
            user.revoked = List.copyOf(ended);
            user.touch();
        }
        List<Known> sessions = new ArrayList<>();
        for (CanonicalId id : ended) {
            directory.principal(id).ifPresent(session -> {
                end(session);
                sessions.add(session);
            });
        }
        return sessions;
    }

    private boolean openedBefore(Known session) {
        return !session.firstSeen.isAfter(at);
    }

    static boolean endsSession(SignalType type) {
        return type == SignalType.SESSION_ENDED || type == SignalType.SESSION_REVOKED;
    }

    static boolean revokesAll(Signal signal) {
        return endsSession(signal.type())
                && signal.payload() instanceof SignalPayload.SessionChange change
                && change.allSessions();
    }

    private void end(Known session) {
        if (!session.over) {
            session.over = true;
            session.touch();
            directory.writeLast(session);
        }
        Optional<Known> user = directory.principal(session.user);
        user.ifPresent(whose -> whose.unbind(session.id));
        directory.principal(session.device).ifPresent(onWhat -> onWhat.unbind(session.id));
    }

    /** A session keeps the first user and device it was seen with: neither changes during its life. */
    private static boolean fill(Known session, @Nullable Known user, @Nullable Known device) {
        boolean filled = false;
        if (session.user == null && user != null) {
            session.user = user.id;
            filled = true;
        }
        if (session.device == null && device != null) {
            session.device = device.id;
            filled = true;
        }
        if (filled) {
            session.touch();
        }
        return filled;
    }

    /** Does the source of such a signal know whose the device is, rather than who happens to use it? */
    private static boolean managesDevices(SignalType type) {
        return switch (type) {
            case DEVICE_COMPLIANCE_CHANGED,
                    DEVICE_POSTURE_ASSESSED,
                    DEVICE_ENROLLED,
                    DEVICE_UNENROLLED,
                    DEVICE_SEEN,
                    DEVICE_USER_ASSIGNED -> true;
            case UNKNOWN,
                    SESSION_CREATED,
                    SESSION_ENDED,
                    SESSION_REVOKED,
                    SESSION_CONTEXT_CHANGED,
                    TOKEN_REUSED,
                    LOGIN_SUCCEEDED,
                    LOGIN_FAILED,
                    MFA_CHALLENGE_DENIED,
                    MFA_CHANGED,
                    CREDENTIAL_CHANGED,
                    CREDENTIAL_COMPROMISED,
                    ASSURANCE_CHANGED,
                    ACCOUNT_LOCKED,
                    ACCOUNT_UNLOCKED,
                    ACCOUNT_DISABLED,
                    ACCOUNT_ENABLED,
                    ACCOUNT_DELETED,
                    ACCOUNT_IDENTIFIER_CHANGED,
                    PRIVILEGE_CHANGED,
                    SUSPICIOUS_ACTIVITY_REPORTED,
                    DEVICE_ISOLATION_CHANGED,
                    THREAT_DETECTED,
                    THREAT_UPDATED,
                    THREAT_RESOLVED,
                    RISK_ASSESSED,
                    IDENTITY_LINKED,
                    IDENTITY_SPLIT,
                    OWN_SET_ECHO,
                    HEARTBEAT -> false;
        };
    }
}
