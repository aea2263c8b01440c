// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.risk.identity.Resolution.Addressed;
import io.tocsin.risk.identity.directory.Directory;
import io.tocsin.risk.identity.directory.Known;
import io.tocsin.risk.identity.directory.Revocation;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalId;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signals of our own: what the risk stage must know that no source says. Their ids derive from what they tell. */
final class News {
    private final Directory directory;

    News(Directory directory) {
        this.directory = directory;
    }

    /**
     * What follows from this signal for one of the principals it names: that others were merged into it, or else that
     * its names grew, which its sessions show to receivers.
     */
    List<Addressed> after(Signal signal, Known known) {
        if (!known.hasMerged() && !known.wasGrownBy(signal.id())) {
            return List.of();
        }
        List<Addressed> all = new ArrayList<>();
        known.merges().stream()
                .filter(merge -> merge.signal().equals(signal.id()))
                .forEach(merge -> all.addAll(merged(known, merge)));
        if (all.isEmpty() && known.wasGrownBy(signal.id()) && known.id().kind() != PrincipalKind.SESSION) {
            String id = id(
                    known.id(),
                    SignalType.IDENTITY_LINKED,
                    signal.id() + ">" + known.id().text());
            SignalTimes times = times(signal.times().event(), signal.times().ingested());
            for (Known session : live(known)) {
                all.add(forSession(id, times, new SignalPayload.None(), session));
            }
        }
        return all;
    }

    /** To both sides, and to the sessions that knew the absorbed one. */
    List<Addressed> merged(Known known, Known.Merge merge) {
        String id = id(
                known.id(),
                SignalType.IDENTITY_LINKED,
                merge.absorbed().text() + ">" + merge.surviving().text());
        SignalTimes times = times(merge.at(), merge.ingested());
        SignalPayload payload = new SignalPayload.Merge(merge.surviving(), merge.absorbed());
        Signal both = about(known, id, SignalType.IDENTITY_LINKED, times, payload);
        List<Addressed> all = new ArrayList<>();
        // sessions first: what the merge brings about shows receivers the names that it brought
        for (Known session : live(known)) {
            all.add(forSession(id, times, payload, session));
        }
        all.add(new Addressed(merge.absorbed(), both));
        all.add(new Addressed(merge.surviving(), both));
        return all;
    }

    /** To both of two that an operator split. */
    List<Addressed> parted(Signal signal, SignalPayload.Split split, Known from, Known apart) {
        SignalPayload payload = new SignalPayload.Split(from.id(), apart.id(), split.names());
        return List.of(
                new Addressed(from.id(), about(from, signal.id(), SignalType.IDENTITY_SPLIT, signal.times(), payload)),
                new Addressed(
                        apart.id(), about(apart, signal.id(), SignalType.IDENTITY_SPLIT, signal.times(), payload)));
    }

    /** A session is over because its time has come: to it, and to the two it is bound to. */
    List<Addressed> timedOut(Known session) {
        Instant at = session.life().closed().orElseThrow();
        Signal ended = ours(
                id(session.id(), SignalType.SESSION_ENDED, session.id().text() + ">" + at),
                SignalType.SESSION_ENDED,
                times(at, at),
                "session-timed-out",
                InitiatingEntity.SYSTEM,
                entity(session.life().user()),
                entity(session.life().device()),
                session.entity(null, null),
                new SignalPayload.SessionChange(false, null, null));
        List<Addressed> all = toIt(session, ended);
        directory.principal(session.life().user()).ifPresent(u -> all.add(new Addressed(u.id(), ended)));
        return all;
    }

    /**
     * A session that was heard of only after all of its user's were revoked: the same revocation, for this one. The
     * user is not told again, since that would be told on and end what was opened since.
     */
    List<Addressed> revoked(Known session, Revocation revocation) {
        Signal revoked = new Signal(
                revocation.signal(),
                SignalType.SESSION_REVOKED,
                times(revocation.at(), revocation.ingested()),
                new SignalSource(
                        session.id().tenant(),
                        revocation.vendor(),
                        revocation.connector(),
                        "identity",
                        Transport.UNKNOWN,
                        revocation.eventType(),
                        null,
                        null),
                revocation.by(),
                null,
                entity(session.life().user()),
                entity(session.life().device()),
                session.entity(null, null),
                new SignalPayload.SessionChange(true, null, null),
                SignalContext.NONE,
                Provenance.NONE,
                Map.of());
        return toIt(session, revoked);
    }

    /** To a session and its device. */
    private List<Addressed> toIt(Known session, Signal signal) {
        List<Addressed> all = new ArrayList<>(List.of(new Addressed(session.id(), signal)));
        directory.principal(session.life().device()).ifPresent(d -> all.add(new Addressed(d.id(), signal)));
        return all;
    }

    private Addressed forSession(String id, SignalTimes times, SignalPayload payload, Known session) {
        return new Addressed(session.id(), about(session, id, SignalType.IDENTITY_LINKED, times, payload));
    }

    private Signal about(Known known, String id, SignalType type, SignalTimes times, SignalPayload payload) {
        Entity self = known.entity(null, null);
        return switch (known.id().kind()) {
            case DEVICE ->
                ours(
                        id,
                        type,
                        times,
                        "identity-linked",
                        null,
                        known.ownership().owner().map(this::entity).orElse(null),
                        self,
                        null,
                        payload);
            case SESSION ->
                ours(
                        id,
                        type,
                        times,
                        "identity-linked",
                        null,
                        entity(known.life().user()),
                        entity(known.life().device()),
                        self,
                        payload);
            case USER, WORKLOAD -> ours(id, type, times, "identity-linked", null, self, null, null, payload);
        };
    }

    private List<Known> live(Known known) {
        return known.sessions().stream()
                .flatMap(id -> directory.principal(id).stream())
                .filter(session -> !session.life().over())
                .distinct()
                .toList();
    }

    private @Nullable Entity entity(@Nullable CanonicalId id) {
        return directory.principal(id).map(known -> known.entity(null, null)).orElse(null);
    }

    private static String id(CanonicalId about, SignalType type, String event) {
        return SignalId.derive(about.tenant(), "tocsin", "identity", event, type, 0);
    }

    private static SignalTimes times(Instant event, Instant ingested) {
        return new SignalTimes(event, TimeQuality.VENDOR_EVENT, null, ingested);
    }

    private static Signal ours(
            String id,
            SignalType type,
            SignalTimes times,
            String eventType,
            @Nullable InitiatingEntity by,
            @Nullable Entity user,
            @Nullable Entity device,
            @Nullable Entity session,
            SignalPayload payload) {
        return new Signal(
                id,
                type,
                times,
                new SignalSource(
                        tenant(user, device, session),
                        "tocsin",
                        "identity",
                        "identity",
                        Transport.UNKNOWN,
                        eventType,
                        null,
                        null),
                by,
                null,
                user,
                device,
                session,
                payload,
                SignalContext.NONE,
                Provenance.NONE,
                Map.of());
    }

    private static String tenant(@Nullable Entity... entities) {
        for (Entity entity : entities) {
            if (entity != null && entity.canonicalId() != null) {
                return entity.canonicalId().tenant();
            }
        }
        throw new IllegalStateException("news about nobody");
    }
}
