// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.risk.names.CanonicalForm;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the identity stage knows of one principal. Mutable, and used by one thread while it resolves one signal. */
final class Known {
    private static final int MAX_NAMES = 48;
    private static final int MAX_MERGES = 16;
    private static final int MAX_SESSIONS = 512;
    private static final int MAX_OBSERVED = 8;
    private static final Duration FRESH = Duration.ofDays(1);

    final CanonicalId id;
    final Instant firstSeen;

    @Nullable
    CanonicalId mergedInto;

    final Map<String, Name> names = new LinkedHashMap<>();
    final List<Merge> merges = new ArrayList<>();
    /** The signal by which the names last grew; empty at first. */
    String grownBy = "";

    /** Of a device or user: its live sessions. */
    final Set<CanonicalId> sessions = new LinkedHashSet<>();
    /** Of a user: the last revocation of all sessions, and which they were. */
    String revokedBy = "";

    List<CanonicalId> revoked = List.of();
    /** The latest event time up to which all were revoked. */
    Instant revokedUntil = Instant.EPOCH;

    /** Of a session: whose it is. Of a device: whom its management names as its owner. */
    @Nullable
    CanonicalId user;

    Instant userSince = Instant.EPOCH;
    /** Of a device: who was seen on it. */
    final Set<CanonicalId> observed = new LinkedHashSet<>();

    /** Of a session. */
    @Nullable
    CanonicalId device;
    /** Of a session: the signal that last bound it to a user or device. */
    String boundBy = "";

    boolean over;

    private boolean dirty;

    /** {@code seen} to the day, by event time. */
    record Name(Identifier identifier, Instant seen) {}

    /** {@code absorbed} turned out to be this principal, by the word of {@code signal}. */
    record Merge(CanonicalId absorbed, CanonicalId surviving, String signal, Instant at, Instant ingested) {}

    Known(CanonicalId id, Instant firstSeen) {
        this.id = id;
        this.firstSeen = firstSeen;
    }

    boolean isDirty() {
        return dirty;
    }

    void touch() {
        dirty = true;
    }

    /** The name as it was first given, with everything else known. */
    Entity entity(@Nullable String display) {
        return new Entity(id, names.values().stream().map(Name::identifier).toList(), display);
    }

    /** Says whether the name is new. */
    boolean name(Identifier identifier, Instant at) {
        String form = CanonicalForm.of(identifier);
        Name before = names.get(form);
        if (before != null) {
            if (at.isAfter(before.seen.plus(FRESH))) {
                names.put(form, new Name(before.identifier, at));
                touch();
            }
            return false;
        }
        if (names.size() >= MAX_NAMES) {
            return false;
        }
        names.put(form, new Name(identifier, at));
        touch();
        return true;
    }

    boolean bind(CanonicalId session) {
        if (!sessions.add(session)) {
            return false;
        }
        if (sessions.size() > MAX_SESSIONS) {
            sessions.remove(sessions.iterator().next());
        }
        touch();
        return true;
    }

    void unbind(CanonicalId session) {
        if (sessions.remove(session)) {
            touch();
        }
    }

    void own(CanonicalId owner, Instant since) {
        if (!owner.equals(user) && (user == null || !since.isBefore(userSince))) {
            user = owner;
            userSince = since;
            touch();
        }
    }

    void observe(CanonicalId somebody) {
        if (observed.size() < MAX_OBSERVED && observed.add(somebody)) {
            touch();
        }
    }

    /** Whose device it is: the owner its management names, or the only one who was ever seen on it. */
    @Nullable
    CanonicalId owner() {
        return user == null && observed.size() == 1 ? observed.iterator().next() : user;
    }

    /** Takes over what is known of a principal that turned out to be this one. */
    void absorb(Known other, String signal, Instant at, Instant ingested) {
        other.names.forEach(names::putIfAbsent);
        merges.addAll(other.merges);
        merges.add(new Merge(other.id, id, signal, at, ingested));
        while (merges.size() > MAX_MERGES) {
            merges.removeFirst();
        }
        sessions.addAll(other.sessions);
        observed.addAll(other.observed);
        if (other.user != null) {
            own(other.user, other.userSince);
        }
        device = device == null ? other.device : device;
        over |= other.over;
        revokedUntil = other.revokedUntil.isAfter(revokedUntil) ? other.revokedUntil : revokedUntil;
        touch();
    }

    void mergeInto(CanonicalId surviving) {
        mergedInto = surviving;
        touch();
    }
}
