// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.session;

import io.tocsin.risk.identity.IdentityConfig;
import io.tocsin.risk.identity.directory.Directory;
import io.tocsin.risk.identity.directory.Known;
import io.tocsin.risk.identity.directory.Revocation;
import io.tocsin.risk.identity.recognition.Separation;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
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
public final class Bindings {
    /** Whoever says such a thing of a device knows whose it is, rather than who happens to use it. */
    private static final Set<SignalType> FROM_MANAGEMENT = Set.of(
            SignalType.DEVICE_COMPLIANCE_CHANGED,
            SignalType.DEVICE_POSTURE_ASSESSED,
            SignalType.DEVICE_ENROLLED,
            SignalType.DEVICE_UNENROLLED,
            SignalType.DEVICE_SEEN,
            SignalType.DEVICE_USER_ASSIGNED);

    /** Whoever is refused is not seen on the device, but somewhere before it. */
    private static final Set<SignalType> KEPT_OUT = Set.of(SignalType.LOGIN_FAILED, SignalType.MFA_CHALLENGE_DENIED);

    private final Directory directory;
    private final IdentityConfig config;
    private final Signal signal;
    private final Instant at;

    public Bindings(Directory directory, IdentityConfig config, Signal signal) {
        this.directory = directory;
        this.config = config;
        this.signal = signal;
        this.at = signal.times().event();
    }

    /** Records what the signal says of the three together. */
    public void learn(@Nullable Known user, @Nullable Known device, @Nullable Known session) {
        if (device != null && user != null) {
            if (FROM_MANAGEMENT.contains(signal.type())) {
                device.assign(user.id(), at);
            } else if (!KEPT_OUT.contains(signal.type())) {
                device.observe(user.id(), at);
            }
        }
        if (session == null) {
            return;
        }
        if (!session.life().over()) {
            session.hear(signal.id(), at, expires(), config.sessionLifetime());
            move(session, device);
            session.belong(id(user), id(device), signal.id());
        }
        if (endsSession(signal.type())
                && (!revokesAll(signal)
                        || directory.principal(session.life().user()).isEmpty())) {
            end(session);
        } else if (!session.life().over() && !overtaken(session)) {
            directory.principal(session.life().user()).ifPresent(whose -> whose.bind(session.id()));
            directory.principal(session.life().device()).ifPresent(onWhat -> onWhat.bind(session.id()));
        }
        lookAgain(session);
    }

    /** The device it was on was split since, and this is the part that the session is on. */
    private void move(Known session, @Nullable Known device) {
        Optional<Known> before = directory.principal(session.life().device());
        if (device != null
                && before.isPresent()
                && before.get() != device
                && new Separation(directory).areApart(before.get(), device)) {
            before.get().unbind(session.id());
            session.move(device.id(), signal.id());
        }
    }

    /** Was it opened before all sessions of its user were revoked? Then it is over, and only nobody had heard of it. */
    private boolean overtaken(Known session) {
        Optional<Revocation> revocation = revocation(session);
        if (revocation.isEmpty()
                || session.life().opened().isAfter(revocation.get().at())) {
            return false;
        }
        end(session, revocation.get().at());
        return true;
    }

    /** The revocation that this signal showed to have ended the session, if that is what happened. */
    public Optional<Revocation> overtook(Known session) {
        return session.life().over() && session.life().wasEndedBy(signal.id()) && !endsSession(signal.type())
                ? revocation(session)
                : Optional.empty();
    }

    private Optional<Revocation> revocation(Known session) {
        return directory.principal(session.life().user()).flatMap(Known::revocation);
    }

    /**
     * A user into whom another was merged may bring a revocation to the sessions of that one.
     *
     * @return those that it ends or ended
     */
    public List<Known> overtakenBy(Known user) {
        if (user.id().kind() != PrincipalKind.USER || !user.hasMergedBy(signal.id())) {
            return List.of();
        }
        List<Known> ended = new ArrayList<>();
        for (CanonicalId id : user.sessions()) {
            directory.principal(id).ifPresent(session -> {
                if (!session.life().over() && overtaken(session)) {
                    lookAgain(session);
                    ended.add(session);
                }
            });
        }
        return ended;
    }

    /**
     * Ends every session of a user that was opened up to then. Read again, the signal ends the same ones, which by then
     * are live no more.
     *
     * @return all that it ends or ended
     */
    public List<Known> endAll(Known user) {
        Set<CanonicalId> ended = new LinkedHashSet<>();
        if (user.revocation().filter(all -> all.signal().equals(signal.id())).isPresent()) {
            ended.addAll(user.revoked());
        }
        for (CanonicalId id : user.sessions()) {
            directory
                    .principal(id)
                    .filter(session -> !session.life().opened().isAfter(at))
                    .ifPresent(session -> ended.add(session.id()));
        }
        user.revoke(
                new Revocation(
                        signal.id(),
                        at,
                        signal.times().ingested(),
                        signal.source().vendor(),
                        signal.source().connector(),
                        signal.source().eventType(),
                        signal.initiatingEntity()),
                List.copyOf(ended));
        List<Known> sessions = new ArrayList<>();
        for (CanonicalId id : ended) {
            directory.principal(id).ifPresent(session -> {
                end(session);
                lookAgain(session);
                sessions.add(session);
            });
        }
        return sessions;
    }

    /** Ends one session. */
    public void end(Known session) {
        end(session, at);
    }

    private void end(Known session, Instant when) {
        if (session.end(signal.id(), when, false)) {
            directory.writeLast(session);
        }
        unbind(directory, session);
    }

    static void unbind(Directory directory, Known session) {
        directory.principal(session.life().user()).ifPresent(whose -> whose.unbind(session.id()));
        directory.principal(session.life().device()).ifPresent(onWhat -> onWhat.unbind(session.id()));
    }

    /** Says when the session has to be looked at again; whenever the signal is read, since a crash may lose it. */
    public void lookAgain(Known session) {
        Instant expires = expires();
        if (session.life().wasEndedBy(signal.id())) {
            directory.lookAgain(session, session.life().deadline(config.sessionLifetime(), config.sessionKept()));
        } else if (expires != null) {
            directory.lookAgain(session, expires);
        } else if (session.life().wasOpenedBy(signal.id())) {
            directory.lookAgain(session, at.plus(config.sessionLifetime()));
        }
    }

    private @Nullable Instant expires() {
        return signal.payload() instanceof SignalPayload.SessionChange change ? change.expires() : null;
    }

    public static boolean endsSession(SignalType type) {
        return type == SignalType.SESSION_ENDED || type == SignalType.SESSION_REVOKED;
    }

    public static boolean revokesAll(Signal signal) {
        return endsSession(signal.type())
                && signal.payload() instanceof SignalPayload.SessionChange change
                && change.allSessions();
    }

    private static @Nullable CanonicalId id(@Nullable Known known) {
        return known == null ? null : known.id();
    }
}
