// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.directory;

import io.tocsin.risk.names.CanonicalForm;
import io.tocsin.risk.state.Sparse;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.Recognition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the identity stage knows of one principal. Mutable, and used by one thread; whoever changes it says so to the
 * directory it is from, or drops it.
 */
public final class Known {
    private static final int MAX_MERGES = 16;
    private static final int MAX_PARTINGS = 32;
    private static final int MAX_SESSIONS = 512;

    final CanonicalId id;
    final Instant firstSeen;

    @Nullable
    CanonicalId mergedInto;

    final Names names = new Names();
    final List<Merge> merges = new ArrayList<>();
    final List<Parting> partings = new ArrayList<>();
    String grownBy = "";
    Set<CanonicalId> sessions = Collections.emptySet();

    @Nullable
    Revocation revocation;

    List<CanonicalId> revoked = List.of();
    final Ownership ownership = new Ownership();
    final Life life = new Life();

    private boolean dirty;

    /** {@code seen} last, to the day; {@code until} given up; all by event time. */
    public record Name(
            Identifier identifier,
            Instant since,
            Instant seen,
            @Nullable Instant until) {}

    /** {@code absorbed} turned out to be this principal, by the word of {@code signal}. */
    public record Merge(CanonicalId absorbed, CanonicalId surviving, String signal, Instant at, Instant ingested) {}

    /** An operator said, by {@code signal}, that {@code other} is somebody else, and stays so. */
    public record Parting(CanonicalId other, String signal, Instant at) {}

    Known(CanonicalId id, Instant firstSeen) {
        this.id = id;
        this.firstSeen = firstSeen;
    }

    public CanonicalId id() {
        return id;
    }

    /** Event time of the signal that made it. */
    public Instant firstSeen() {
        return firstSeen;
    }

    /** Where it went when it turned out to be another one. */
    public Optional<CanonicalId> mergedInto() {
        return Optional.ofNullable(mergedInto);
    }

    /** The longest known first. */
    public List<Name> names() {
        return List.copyOf(names.all());
    }

    /** With the form it is looked up by, the longest known first. */
    public void eachName(BiConsumer<String, Name> visit) {
        names.each(visit);
    }

    /** Is that the form of a name that it has, or had? */
    public boolean has(String form) {
        return names.has(form);
    }

    /** Of exclusive names: how many it has, or had, of the family of which there are most. */
    public int mostOfAFamily() {
        return names.mostOfAFamily();
    }

    public List<Merge> merges() {
        return List.copyOf(merges);
    }

    public List<Parting> partings() {
        return List.copyOf(partings);
    }

    /** Of a device or user: its live sessions. */
    public List<CanonicalId> sessions() {
        return List.copyOf(sessions);
    }

    /** Of a user: the last revocation of all sessions, by event time. */
    public Optional<Revocation> revocation() {
        return Optional.ofNullable(revocation);
    }

    /** Of a user: the sessions that revocation ended. */
    public List<CanonicalId> revoked() {
        return revoked;
    }

    /** Of a device. */
    public Ownership ownership() {
        return ownership;
    }

    /** Of a session. */
    public Life life() {
        return life;
    }

    /** Did that signal show names that were not known, as the last one that did? */
    public boolean wasGrownBy(String signal) {
        return grownBy.equals(signal);
    }

    /** Was somebody merged into it, by whatever signal? */
    public boolean hasMerged() {
        return !merges.isEmpty();
    }

    public boolean hasMergedBy(String signal) {
        return !merges.isEmpty() && merges.stream().anyMatch(merge -> merge.signal.equals(signal));
    }

    boolean isDirty() {
        return dirty;
    }

    void touch() {
        dirty = true;
    }

    void clean() {
        dirty = false;
    }

    private boolean touchIf(boolean news) {
        dirty |= news;
        return news;
    }

    /** As a signal mentions it: with all names that it has, as they were first given. */
    public Entity entity(@Nullable String display, @Nullable Recognition recognition) {
        return new Entity(id, names.shown(), display, recognition, ownership.shown());
    }

    /** Takes note of a name; says whether it is new. */
    public boolean name(Identifier identifier, Instant at) {
        return name(CanonicalForm.of(identifier), identifier, at);
    }

    /** The same, where its form is at hand. */
    public boolean name(String form, Identifier identifier, Instant at) {
        return switch (names.hear(form, identifier, at)) {
            case NONE -> false;
            case SEEN_AGAIN -> {
                touch();
                yield false;
            }
            case NEW -> {
                touch();
                yield true;
            }
        };
    }

    /** From now on it shows its sessions other names; {@code signal} is why. */
    public void grow(String signal) {
        grownBy = signal;
        touch();
    }

    void giveUp(String form, Instant at) {
        touchIf(names.giveUp(form, at));
    }

    /** The name goes to another principal. */
    void lose(String form) {
        touchIf(names.lose(form));
    }

    public boolean bind(CanonicalId session) {
        sessions = Sparse.own(sessions);
        if (!sessions.add(session)) {
            return false;
        }
        if (sessions.size() > MAX_SESSIONS) {
            sessions.remove(sessions.iterator().next());
        }
        touch();
        return true;
    }

    /** Takes over sessions in their order. */
    void restore(Collection<CanonicalId> others) {
        if (!others.isEmpty()) {
            sessions = Sparse.own(sessions);
            sessions.addAll(others);
        }
    }

    public void unbind(CanonicalId session) {
        touchIf(sessions.remove(session));
    }

    public void assign(CanonicalId owner, Instant at) {
        touchIf(ownership.assign(owner, at));
    }

    public void observe(CanonicalId somebody, Instant at) {
        touchIf(ownership.observe(somebody, at));
    }

    /** Of a user: ends what was opened up to then; an earlier revocation changes nothing. */
    public void revoke(Revocation all, List<CanonicalId> ended) {
        if (revocation == null || all.at().isAfter(revocation.at())) {
            revocation = all;
            revoked = List.copyOf(ended);
            touch();
        }
    }

    /**
     * Of a session: it was heard of; {@code until} is when it ends by itself, where that was said, {@code lifetime}
     * after which silence.
     */
    public boolean hear(String signal, Instant at, @Nullable Instant until, Duration lifetime) {
        return touchIf(life.hear(signal, at, until, lifetime));
    }

    /** Of a session: keeps the first user and device it was seen with, neither changes during its life. */
    public boolean belong(@Nullable CanonicalId user, @Nullable CanonicalId device, String signal) {
        return touchIf(life.bind(user, device, signal));
    }

    /** Of a session: its device turned out to be another one. */
    public void move(CanonicalId device, String signal) {
        life.move(device, signal);
        touch();
    }

    /** Of a session; says whether that is news. */
    public boolean end(String signal, Instant at, boolean becauseOfTime) {
        return touchIf(life.end(signal, at, becauseOfTime));
    }

    /** An operator says that they are two. */
    public void part(CanonicalId other, String signal, Instant at) {
        if (partings.stream().anyMatch(parting -> parting.other.equals(other))) {
            return;
        }
        partings.add(new Parting(other, signal, at));
        while (partings.size() > MAX_PARTINGS) {
            partings.removeFirst();
        }
        touch();
    }

    /** They may be one after all. */
    public void unpart(CanonicalId other) {
        touchIf(partings.removeIf(parting -> parting.other.equals(other)));
    }

    /** Takes over what is known of a principal that turned out to be this one. */
    void absorb(Known other, Merge merge) {
        names.absorb(other.names);
        merges.addAll(other.merges);
        merges.add(merge);
        while (merges.size() > MAX_MERGES) {
            merges.removeFirst();
        }
        other.partings.forEach(parting -> part(parting.other, parting.signal, parting.at));
        restore(other.sessions);
        ownership.absorb(other.ownership);
        life.absorb(other.life);
        if (other.revocation != null) {
            revoke(other.revocation, other.revoked);
        }
        touch();
    }

    void mergeInto(CanonicalId surviving) {
        mergedInto = surviving;
        touch();
    }
}
