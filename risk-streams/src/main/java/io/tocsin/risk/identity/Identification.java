// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.risk.concern.Concern;
import io.tocsin.risk.concern.LoopGuard;
import io.tocsin.risk.identity.Resolution.Addressed;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves one signal: who is meant, what that teaches, and who is to be told. */
final class Identification {
    private final Directory directory;
    private final Signal signal;
    private final Copies copies;
    private final Map<CanonicalId, Signal> addressed = new LinkedHashMap<>();

    private Identification(Directory directory, Signal signal) {
        this.directory = directory;
        this.signal = signal;
        this.copies = new Copies(directory, signal);
    }

    static Resolution of(Directory directory, Signal signal) {
        return LoopGuard.isEvidence(signal) ? new Identification(directory, signal).resolve() : Resolution.IGNORED;
    }

    private Resolution resolve() {
        Concern concern = Concern.of(signal);
        if (concern == Concern.NOBODY) {
            return new Resolution(
                    List.of(),
                    Map.of(),
                    "signal type " + signal.type() + " names no principal; was it written by a newer"
                            + " version, or by somebody else?");
        }
        Instant at = signal.times().event();
        Resolver resolver = new Resolver(
                directory,
                signal.source().tenant(),
                signal.id(),
                at,
                signal.times().ingested());
        Known user = resolver.resolve(signal.user(), PrincipalKind.USER, null).orElse(null);
        Known device =
                resolver.resolve(signal.device(), PrincipalKind.DEVICE, user).orElse(null);
        Known session =
                resolver.resolve(signal.session(), PrincipalKind.SESSION, null).orElse(null);
        Bindings bindings = new Bindings(directory, signal, at);
        bindings.learn(user, device, session);
        address(concern, user, device, session, bindings);

        List<Addressed> all = new ArrayList<>();
        Set<Known> touched = new LinkedHashSet<>();
        for (Known known : new Known[] {user, device, session}) {
            if (known != null) {
                touched.add(known);
            }
        }
        touched.forEach(known -> all.addAll(new News(directory).after(signal, known)));
        addressed.forEach((to, copy) -> all.add(new Addressed(to, copy)));
        return new Resolution(all, directory.save(), addressed.isEmpty() ? unresolved(concern) : null);
    }

    private void address(
            Concern concern, @Nullable Known user, @Nullable Known device, @Nullable Known session, Bindings bindings) {
        if (Bindings.revokesAll(signal)) {
            Known whose = user != null || session == null
                    ? user
                    : directory.principal(session.user).orElse(null);
            if (whose != null) {
                for (Known ended : bindings.endAll(whose)) {
                    tellAll(ended);
                }
                tell(whose, copies.forUser(whose, null));
                return;
            }
        }
        switch (concern) {
            case SESSION -> {
                if (session != null) {
                    tellAll(session);
                }
            }
            case USER -> {
                if (user != null) {
                    tell(user, copies.forUser(user, null));
                }
            }
            case DEVICE -> {
                if (device != null) {
                    tell(device, copies.forDevice(device, null));
                    if (user != null && signal.type() == SignalType.DEVICE_USER_ASSIGNED) {
                        tell(user, copies.forUser(user, null));
                    }
                }
            }
            case NOBODY -> throw new IllegalStateException("a signal about nobody is not addressed");
        }
        if (session != null && session.boundBy.equals(signal.id())) {
            tellAll(session);
        }
    }

    /** The session, and the two it is bound to, unless it is over and this is not the news of it. */
    private void tellAll(Known session) {
        tell(session, copies.forSession(session));
        if (!session.over || Bindings.endsSession(signal.type())) {
            directory.principal(session.device).ifPresent(d -> tell(d, copies.forDevice(d, session)));
            directory.principal(session.user).ifPresent(u -> tell(u, copies.forUser(u, session)));
        }
    }

    private void tell(Known to, Signal copy) {
        addressed.put(to.id, copy);
    }

    private static String unresolved(Concern concern) {
        return "no principal of kind " + concern
                + " can be told from the identifiers: expected a strong one, or two medium ones already seen together";
    }
}
