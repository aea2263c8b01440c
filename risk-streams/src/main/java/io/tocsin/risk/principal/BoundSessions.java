// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.principal;

import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.signal.CanonicalId;
import java.time.Instant;
import java.util.LinkedHashMap;
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
    private final Map<CanonicalId, Instant> live = new LinkedHashMap<>();

    /** Those that were told of the last change and are over since. */
    private final Set<CanonicalId> departed = new LinkedHashSet<>();

    private final Set<CanonicalId> gone = new LinkedHashSet<>();

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
        boolean news = gone.add(session);
        trim(gone, MAX_GONE);
        if (live.remove(session) == null) {
            return news;
        }
        departed.add(session);
        trim(departed, MAX_LIVE);
        return true;
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
        gone.addAll(other.gone);
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
        in.each(() -> Map.entry(in.id(), in.instant())).forEach(e -> sessions.live.put(e.getKey(), e.getValue()));
        sessions.departed.addAll(in.each(in::id));
        sessions.gone.addAll(in.each(in::id));
        return sessions;
    }

    private static void trim(Set<CanonicalId> ids, int max) {
        while (ids.size() > max) {
            ids.remove(ids.iterator().next());
        }
    }
}
