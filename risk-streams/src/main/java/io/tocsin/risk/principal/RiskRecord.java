// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.principal;

import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that is known of one principal. Mutable, and used by one thread while it takes in one input. */
public final class RiskRecord {
    private static final int MAX_DECISIONS = 8;
    private static final int MAX_PREDECESSORS = 32;

    final CanonicalId principal;

    @Nullable
    CanonicalId mergedInto;

    Instant clock = Instant.EPOCH;
    Instant opened = Instant.EPOCH;
    Lifecycle lifecycle;
    RiskLevel level = RiskLevel.UNKNOWN;
    List<Identifier> names = List.of();
    Instant namesAsOf = Instant.EPOCH;

    @Nullable
    Party user;

    @Nullable
    Party device;

    @Nullable
    Change lastChange;

    Seen seen = new Seen();
    Evidence evidence = new Evidence();
    Checks checks = new Checks();
    final Map<CanonicalId, Inflow> inflows = new LinkedHashMap<>();
    BoundSessions sessions = new BoundSessions();
    final Set<CanonicalId> predecessors = new LinkedHashSet<>();
    final List<Remembered> decisions = new ArrayList<>();

    /** The signal that last changed what flows on from here, and its event time. */
    public record Change(String trigger, Instant at) {}

    public RiskRecord(CanonicalId principal) {
        this.principal = principal;
        this.lifecycle = principal.kind() == PrincipalKind.SESSION ? Lifecycle.UNHEARD : Lifecycle.LIVE;
    }

    public CanonicalId principal() {
        return principal;
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

    public RiskLevel level() {
        return level;
    }

    public void level(RiskLevel to) {
        level = to;
    }

    public Party self() {
        return new Party(principal, names);
    }

    public @Nullable Party user() {
        return user;
    }

    public @Nullable Party device() {
        return device;
    }

    /** Takes over what the identity stage says, unless it has said something later already. */
    public boolean know(@Nullable Party self, @Nullable Party nowUser, @Nullable Party nowDevice, Instant asOf) {
        if (asOf.isBefore(namesAsOf) || lifecycle == Lifecycle.OVER) {
            return false;
        }
        boolean changed = false;
        if (self != null && self.id().equals(principal) && !self.identifiers().equals(names)) {
            names = self.identifiers();
            changed = true;
        }
        boolean isSession = principal.kind() == PrincipalKind.SESSION;
        if (nowUser != null && (isSession || principal.kind() == PrincipalKind.DEVICE) && !nowUser.equals(user)) {
            user = nowUser;
            changed = true;
        }
        if (nowDevice != null && isSession && !nowDevice.equals(device)) {
            device = nowDevice;
            changed = true;
        }
        namesAsOf = changed ? asOf : namesAsOf;
        return changed;
    }

    public boolean hasSeen(String input) {
        return seen.contains(input);
    }

    public void see(String input) {
        seen.add(input);
    }

    public Evidence evidence() {
        return evidence;
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

    public List<Inflow> inflows() {
        return List.copyOf(inflows.values());
    }

    /** The flow that changed last. */
    public Optional<Inflow> latestInflow() {
        return inflows.values().stream().max(Comparator.comparing(Inflow::at).thenComparing(Inflow::trigger));
    }

    /** Has risk of this principal moved on under another's name, so that what it still says itself is out of date? */
    public boolean isPredecessor(CanonicalId from) {
        return predecessors.contains(from);
    }

    public void receive(CanonicalId from, Inflow inflow) {
        inflows.put(from, inflow);
    }

    /** Is this principal bound to that one, or told things by it? */
    public boolean dependsOn(CanonicalId other) {
        return inflows.containsKey(other)
                || (user != null && user.id().equals(other))
                || (device != null && device.id().equals(other));
    }

    /** From now on {@code surviving} speaks for {@code absorbed}; until it does, the last word of both stands. */
    public void succeed(CanonicalId absorbed, CanonicalId surviving) {
        predecessors.add(absorbed);
        while (predecessors.size() > MAX_PREDECESSORS) {
            predecessors.remove(predecessors.iterator().next());
        }
        Inflow old = inflows.remove(absorbed);
        Inflow present = inflows.get(surviving);
        if (old != null) {
            List<Contribution> both = new ArrayList<>(old.contributions());
            both.addAll(present == null ? List.of() : present.contributions());
            Inflow later = present != null && present.at().isAfter(old.at()) ? present : old;
            inflows.put(
                    surviving,
                    new Inflow(
                            later.trigger(),
                            later.at(),
                            both.stream().distinct().toList()));
        }
    }

    /** Of a device or user; a session has none. */
    public BoundSessions sessions() {
        return sessions;
    }

    public void remember(Remembered decision) {
        decisions.add(decision);
        while (decisions.size() > MAX_DECISIONS) {
            decisions.removeFirst();
        }
    }

    /** The decisions that this signal, or the flow it caused, brought about. */
    public List<Remembered> decisionsFor(String cause) {
        return decisions.stream().filter(d -> d.answers(cause)).toList();
    }

    public List<Remembered> decisions() {
        return List.copyOf(decisions);
    }

    /** Folds the record of a principal that turned out to be this one into it. */
    public void absorb(RiskRecord other) {
        advance(other.clock);
        lifecycle = lifecycle.compareTo(other.lifecycle) < 0 ? other.lifecycle : lifecycle;
        opened = opened.equals(Instant.EPOCH) || other.opened.isBefore(opened) ? other.opened : opened;
        user = user == null ? other.user : user;
        device = device == null ? other.device : device;
        seen.addAll(other.seen);
        evidence.addAll(other.evidence);
        checks.addAll(other.checks);
        other.inflows.forEach((from, inflow) -> inflows.merge(from, inflow, (a, b) -> b.at().isAfter(a.at()) ? b : a));
        sessions.addAll(other.sessions);
        predecessors.addAll(other.predecessors);
        other.decisions.forEach(this::remember);
    }
}
