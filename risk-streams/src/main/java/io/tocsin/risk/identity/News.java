// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.risk.identity.Resolution.Addressed;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Provenance;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalId;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalSource;
import io.tocsin.schemas.signal.SignalTimes;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.TimeQuality;
import io.tocsin.schemas.signal.Transport;
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
        List<Addressed> all = new ArrayList<>();
        known.merges.stream()
                .filter(merge -> merge.signal().equals(signal.id()))
                .forEach(merge -> all.addAll(merged(known, merge)));
        if (all.isEmpty() && known.grownBy.equals(signal.id()) && known.id.kind() != PrincipalKind.SESSION) {
            String id = id(known.id, signal.id() + ">" + known.id.text());
            SignalTimes times = times(signal.times().event(), signal.times().ingested());
            for (Known session : live(known)) {
                all.add(forSession(id, times, new SignalPayload.None(), session));
            }
        }
        return all;
    }

    /** To both sides, and to the sessions that knew the absorbed one. */
    List<Addressed> merged(Known known, Known.Merge merge) {
        String id =
                id(known.id, merge.absorbed().text() + ">" + merge.surviving().text());
        SignalTimes times = times(merge.at(), merge.ingested());
        SignalPayload payload = new SignalPayload.Merge(merge.surviving(), merge.absorbed());
        Entity self = known.entity(null);
        Signal both = switch (known.id.kind()) {
            case DEVICE -> signal(id, times, payload, entity(known.owner()), self, null);
            case SESSION -> signal(id, times, payload, entity(known.user), entity(known.device), self);
            case USER, WORKLOAD -> signal(id, times, payload, self, null, null);
        };
        List<Addressed> all = new ArrayList<>();
        // sessions first: what the merge brings about shows receivers the names that it brought
        for (Known session : live(known)) {
            all.add(forSession(id, times, payload, session));
        }
        all.add(new Addressed(merge.absorbed(), both));
        all.add(new Addressed(merge.surviving(), both));
        return all;
    }

    private Addressed forSession(String id, SignalTimes times, SignalPayload payload, Known session) {
        return new Addressed(
                session.id,
                signal(id, times, payload, entity(session.user), entity(session.device), session.entity(null)));
    }

    private List<Known> live(Known known) {
        return known.sessions.stream()
                .flatMap(id -> directory.principal(id).stream())
                .filter(session -> !session.over)
                .distinct()
                .toList();
    }

    private @Nullable Entity entity(@Nullable CanonicalId id) {
        return directory.principal(id).map(known -> known.entity(null)).orElse(null);
    }

    private static String id(CanonicalId about, String event) {
        return SignalId.derive(about.tenant(), "tocsin", "identity", event, SignalType.IDENTITY_LINKED, 0);
    }

    private static SignalTimes times(Instant event, Instant ingested) {
        return new SignalTimes(event, TimeQuality.VENDOR_EVENT, null, ingested);
    }

    private static Signal signal(
            String id,
            SignalTimes times,
            SignalPayload payload,
            @Nullable Entity user,
            @Nullable Entity device,
            @Nullable Entity session) {
        String tenant = tenant(user, device, session);
        return new Signal(
                id,
                SignalType.IDENTITY_LINKED,
                times,
                new SignalSource(
                        tenant, "tocsin", "identity", "identity", Transport.UNKNOWN, "identity-linked", null, null),
                null,
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
