// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.principal;

import io.tocsin.risk.opinion.Opinion;
import io.tocsin.risk.opinion.Remembered;
import io.tocsin.risk.window.Observations;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Sighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that is known of one principal. Mutable, and used by one thread while it takes in one input. */
public final class RiskRecord {
    private static final long NEVER = Long.MIN_VALUE;

    final CanonicalId principal;
    private final String text;

    @Nullable
    CanonicalId mergedInto;

    Instant clock = Instant.EPOCH;
    Instant opened = Instant.EPOCH;
    Lifecycle lifecycle;

    @Nullable
    Change lastChange;

    /** When a session ends by itself. */
    @Nullable
    Instant expires;

    @Nullable
    Instant deadline;

    long decided;
    boolean stored;
    /** What put the policies in force that the opinions are of. */
    long activation = NEVER;

    Seen seen = new Seen();
    Checks checks = new Checks();
    Relations relations = new Relations();
    Inflows inflows = new Inflows();
    BoundSessions sessions = new BoundSessions();
    final List<Head.Revocation> revocations = new ArrayList<>();
    /** When each vendor last spoke of this principal. */
    final Sightings<String> heard = new Sightings<>();
    /** By what the window asks. */
    final Map<String, Observations> windows = new TreeMap<>();
    /** The active policy's first. */
    List<Opinion> opinions = List.of();

    /** Where a session stands; other principals are always {@link #LIVE}. Only ever moves down this list. */
    public enum Lifecycle {
        /** Heard of by a flow only; nothing is decided for it yet. */
        UNHEARD,
        LIVE,
        /** Ended or revoked, by whomever; nothing is decided for it any more. */
        OVER
    }

    /** The signal that last changed what flows on from here, and its event time. */
    public record Change(String trigger, Instant at) {}

    public RiskRecord(CanonicalId principal) {
        this.principal = principal;
        this.text = principal.text();
        this.lifecycle = principal.kind() == PrincipalKind.SESSION ? Lifecycle.UNHEARD : Lifecycle.LIVE;
    }

    public CanonicalId principal() {
        return principal;
    }

    /** Its canonical id as text. */
    public String text() {
        return text;
    }

    /** Where this principal went when it turned out to be another one. */
    public Optional<CanonicalId> mergedInto() {
        return Optional.ofNullable(mergedInto);
    }

    public void mergeInto(CanonicalId surviving) {
        mergedInto = surviving;
    }

    /** The latest event time taken in; never goes back. */
    public Instant clock() {
        return clock;
    }

    public void advance(Instant to) {
        clock = to.isAfter(clock) ? to : clock;
    }

    public Lifecycle lifecycle() {
        return lifecycle;
    }

    /** When a session was first heard of, by event time. */
    public Instant opened() {
        return opened;
    }

    public boolean open(Instant at) {
        if (lifecycle != Lifecycle.UNHEARD) {
            return false;
        }
        lifecycle = Lifecycle.LIVE;
        opened = at;
        return true;
    }

    public boolean close() {
        boolean changed = lifecycle != Lifecycle.OVER;
        lifecycle = Lifecycle.OVER;
        return changed;
    }

    /** Judges a session that is over as it was while it lasted. */
    public void asWhileItLasted(Runnable judge) {
        lifecycle = Lifecycle.LIVE;
        judge.run();
        lifecycle = Lifecycle.OVER;
    }

    /** The opinions, that of the active policy first; none before the first {@link #holdOpinions}. */
    public List<Opinion> opinions() {
        return opinions;
    }

    public Opinion active() {
        return opinions.getFirst();
    }

    /** What put the policies in force that the opinions are of; less than any activation before there are some. */
    public long activation() {
        return activation;
    }

    public void holdOpinions(long since, List<Opinion> now, Set<String> windowsInUse) {
        activation = since;
        opinions = List.copyOf(now);
        windows.keySet().retainAll(windowsInUse);
    }

    /** What the window of that key looks back on. */
    public Observations window(String key) {
        return windows.computeIfAbsent(key, k -> new Observations());
    }

    /** The same, absent where there is nothing yet. */
    public @Nullable Observations seenIn(String key) {
        return windows.get(key);
    }

    /** When each vendor last spoke of this principal, by event time; to within what was asked for. */
    public Sightings<String> heard() {
        return heard;
    }

    /** Who was seen on this device, and when last. */
    public Sightings<CanonicalId> users() {
        return relations.users();
    }

    /** When this session ends by itself, if that is known. */
    public Optional<Instant> expires() {
        return Optional.ofNullable(expires);
    }

    public void expires(Instant at) {
        expires = at;
    }

    public Optional<Instant> deadline() {
        return Optional.ofNullable(deadline);
    }

    public void deadline(@Nullable Instant at) {
        deadline = at;
    }

    /** A record of that timestamp led to a decision. */
    public void decidedAt(long timestamp) {
        decided = Math.max(decided, timestamp);
    }

    public void revoked(Head.Revocation revocation) {
        revocation.in(revocations);
    }

    Head head() {
        return new Head(principal, counts(), deadline, decided, revocations);
    }

    /** Is it one of those that a share is taken of? */
    public boolean counts() {
        return mergedInto == null && lifecycle != Lifecycle.OVER;
    }

    /** From now on it is known. */
    public void store() {
        stored = true;
    }

    /** Has it been stored once? Otherwise nothing was known of the principal until now. */
    public boolean isStored() {
        return stored;
    }

    public Party self() {
        return relations.self(principal);
    }

    public @Nullable Party user() {
        return relations.user();
    }

    public @Nullable Party device() {
        return relations.device();
    }

    /** Takes over what the identity stage says, unless it has said something later already. */
    public boolean know(@Nullable Entity self, @Nullable Entity nowUser, @Nullable Entity nowDevice, Instant asOf) {
        return lifecycle != Lifecycle.OVER && relations.know(principal, self, nowUser, nowDevice, asOf);
    }

    /** Takes over who was seen on this device; gives those of whom that is news. */
    public List<CanonicalId> sight(List<Sighting> observed) {
        return relations.sight(observed);
    }

    public boolean hasSeen(String input) {
        return seen.contains(input);
    }

    public void see(String input) {
        seen.add(input);
    }

    public Checks checks() {
        return checks;
    }

    public Optional<Change> lastChange() {
        return Optional.ofNullable(lastChange);
    }

    public void changed(String trigger, Instant at) {
        lastChange = new Change(trigger, at);
        sessions.tellAnew();
    }

    public Inflows inflows() {
        return inflows;
    }

    /** Is this bound to that one, or told things by it? */
    public boolean dependsOn(CanonicalId other) {
        return inflows.isFrom(other) || relations.isWith(other);
    }

    /** Of a device or user; a session has none. */
    public BoundSessions sessions() {
        return sessions;
    }

    /** The decisions that this signal, or the flow it caused, brought about, whosever policy's. */
    public List<Remembered> decisionsFor(String cause) {
        return opinions.stream()
                .flatMap(opinion -> opinion.decisionsFor(cause).stream())
                .toList();
    }

    public List<Remembered> decisions() {
        return opinions.stream()
                .flatMap(opinion -> opinion.decisions().stream())
                .toList();
    }

    /** Folds the record of a principal that turned out to be this one into it. */
    public void absorb(RiskRecord other) {
        advance(other.clock);
        lifecycle = lifecycle.compareTo(other.lifecycle) < 0 ? other.lifecycle : lifecycle;
        opened = opened.equals(Instant.EPOCH) || other.opened.isBefore(opened) ? other.opened : opened;
        relations.absorb(other.relations);
        seen.addAll(other.seen);
        for (Opinion opinion : opinions) {
            other.opinions.stream()
                    .filter(theirs -> theirs.version().equals(opinion.version()))
                    .findFirst()
                    .or(() -> other.opinions.stream().findFirst())
                    .ifPresent(opinion::absorb);
        }
        heard.addAll(other.heard);
        other.windows.forEach((key, observed) -> window(key).addAll(observed));
        other.revocations.forEach(this::revoked);
        checks.addAll(other.checks);
        inflows.addAll(other.inflows);
        sessions.addAll(other.sessions);
    }
}
