// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.principal;

import io.tocsin.risk.state.Sparse;
import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.signal.CanonicalId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sessions of a device or user. One that is over stays over: no straggler binds it again. */
public final class BoundSessions {
    /** Live sessions kept; beyond it the one opened first is let go. */
    private static final int MAX_LIVE = 512;

    private static final int MAX_GONE = 64;

    /** With the event time at which each was first heard of here. */
    private Map<CanonicalId, Instant> live = Collections.emptyMap();

    /** Those that were told of the last change and are over since. */
    private Set<CanonicalId> departed = Collections.emptySet();

    private Set<CanonicalId> gone = Collections.emptySet();

    /** The live ones. */
    public List<CanonicalId> all() {
        return List.copyOf(live.keySet());
    }

    public boolean contains(CanonicalId session) {
        return live.containsKey(session);
    }

    /** Says whether that is news. */
    public boolean bind(CanonicalId session, Instant at) {
        if (live.containsKey(session) || gone.contains(session)) {
            return false;
        }
        live = Sparse.own(live);
        live.put(session, at);
        while (live.size() > MAX_LIVE) {
            live.remove(live.entrySet().stream()
                    .min(Map.Entry.<CanonicalId, Instant>comparingByValue()
                            .thenComparing(e -> e.getKey().text()))
                    .orElseThrow()
                    .getKey());
        }
        return true;
    }

    /** Says whether that is news. */
    public boolean unbind(CanonicalId session) {
        boolean news = leave(session);
        trim(gone, MAX_GONE);
        if (live.remove(session) == null) {
            return news;
        }
        depart(session);
        trim(departed, MAX_LIVE);
        return true;
    }

    private boolean leave(CanonicalId session) {
        gone = Sparse.own(gone);
        return gone.add(session);
    }

    private void depart(CanonicalId session) {
        departed = Sparse.own(departed);
        departed.add(session);
    }

    public void unbindOpenedUntil(Instant at) {
        List.copyOf(live.entrySet()).stream()
                .filter(entry -> !entry.getValue().isAfter(at))
                .forEach(entry -> unbind(entry.getKey()));
    }

    /** The sessions that the last change was told to, over or not. */
    public List<CanonicalId> toldLast() {
        Set<CanonicalId> told = new LinkedHashSet<>(live.keySet());
        told.addAll(departed);
        return List.copyOf(told);
    }

    /** There is another last change, and it is told to the live ones. */
    void tellAnew() {
        departed.clear();
    }

    void addAll(BoundSessions other) {
        other.gone.forEach(this::leave);
        other.live.forEach(this::bind);
    }

    void write(StateWriter out) {
        out.each(live.entrySet(), entry -> {
            out.id(entry.getKey());
            out.instant(entry.getValue());
        });
        out.each(departed, out::id);
        out.each(gone, out::id);
    }

    static BoundSessions read(StateReader in) {
        BoundSessions sessions = new BoundSessions();
        for (Map.Entry<CanonicalId, Instant> bound : in.each(() -> Map.entry(in.id(), in.instant()))) {
            sessions.live = Sparse.own(sessions.live);
            sessions.live.put(bound.getKey(), bound.getValue());
        }
        in.each(in::id).forEach(sessions::depart);
        in.each(in::id).forEach(sessions::leave);
        return sessions;
    }

    private static void trim(Set<CanonicalId> ids, int max) {
        while (ids.size() > max) {
            ids.remove(ids.iterator().next());
        }
    }
}
