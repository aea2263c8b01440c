// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.directory;

import static java.util.Objects.requireNonNull;

import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.signal.CanonicalId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whose a name is: of one principal if it is strong, possibly of several if it is not.
 *
 * @param holders the one seen last comes last
 * @param demotion that it turned out to be on too many principals to prove anything any more
 * @param waiting the ids of parked signals that bear the name
 */
public record Alias(List<Holder> holders, @Nullable Demotion demotion, List<String> waiting) {
    static final Alias NOBODYS = new Alias(List.of(), null, List.of());

    private static final int VERSION = 2;
    private static final int MAX_HOLDERS = 16;
    private static final int MAX_WAITING = 64;

    /**
     * Who has the name, or had it.
     *
     * @param seen when the name was last observed on it, by event time and roughly
     * @param until when it was given up, by event time; absent while it has it
     */
    public record Holder(
            CanonicalId principal, Instant seen, @Nullable Instant until) {
        private boolean gaveUpAfter(Instant at) {
            return until != null && !at.isAfter(until);
        }

        /** Was it observed within that time of {@code at}, before or after? */
        public boolean seenAround(Instant at, Duration within) {
            return Duration.between(seen, at).abs().compareTo(within) <= 0;
        }
    }

    /** Why it proves nothing: by which signal, and when that happened. */
    public record Demotion(String evidence, Instant at) {}

    public Alias {
        holders = List.copyOf(holders);
        waiting = List.copyOf(waiting);
    }

    /** One that nobody has. */
    public static Alias nobodys() {
        return NOBODYS;
    }

    public boolean isDemoted() {
        return demotion != null;
    }

    /** Who had the name then: whoever gave it up next, or else those who have it. */
    public List<Holder> holdersAt(Instant at) {
        boolean given = false;
        for (Holder holder : holders) {
            given |= holder.until != null;
        }
        return given ? holdersBefore(at) : holders;
    }

    private List<Holder> holdersBefore(Instant at) {
        return holders.stream()
                .filter(holder -> holder.gaveUpAfter(at))
                .min(Comparator.comparing(holder -> requireNonNull(holder.until)))
                .map(List::of)
                .orElseGet(() ->
                        holders.stream().filter(holder -> holder.until == null).toList());
    }

    @Nullable
    Holder holder(CanonicalId principal) {
        for (Holder holder : holders) {
            if (holder.principal.equals(principal)) {
                return holder;
            }
        }
        return null;
    }

    /**
     * Equal to this where it is not news.
     *
     * @param alone nobody else has it from now on; who gave it up before stays known
     * @param grain how exact {@code seen} has to be
     */
    Alias heldBy(CanonicalId principal, Instant at, boolean alone, Duration grain) {
        Holder mine = holder(principal);
        if (mine != null) {
            if (mine.gaveUpAfter(at)) {
                return this;
            }
            boolean shared = alone
                    && holders.size() > 1
                    && holders.stream().anyMatch(other -> other.until == null && !other.principal.equals(principal));
            boolean fresh = mine.until == null && !at.isAfter(mine.seen.plus(grain));
            if (fresh && !shared) {
                return this;
            }
        }
        List<Holder> now = new ArrayList<>(holders);
        now.removeIf(other -> other.principal.equals(principal) || (alone && other.until == null));
        Instant seen = mine != null && at.isBefore(mine.seen) ? mine.seen : at;
        now.add(new Holder(principal, seen, null));
        while (now.size() > MAX_HOLDERS) {
            now.removeFirst();
        }
        return new Alias(now, demotion, waiting);
    }

    /** With those who hold it under their present ids. */
    Alias followed(UnaryOperator<CanonicalId> redirects) {
        List<Holder> now = new ArrayList<>(holders.size());
        for (Holder holder : holders) {
            Holder moved = new Holder(redirects.apply(holder.principal), holder.seen, holder.until);
            now.removeIf(other -> other.principal.equals(moved.principal));
            now.add(moved);
        }
        return now.equals(holders) ? this : new Alias(now, demotion, waiting);
    }

    Alias givenUpBy(CanonicalId principal, Instant at) {
        return new Alias(
                holders.stream()
                        .map(holder -> holder.principal.equals(principal) && holder.until == null
                                ? new Holder(principal, holder.seen, at)
                                : holder)
                        .toList(),
                demotion,
                waiting);
    }

    Alias without(CanonicalId principal) {
        return new Alias(
                holders.stream()
                        .filter(holder -> !holder.principal.equals(principal))
                        .toList(),
                demotion,
                waiting);
    }

    Alias demoted(String evidence, Instant at) {
        return demotion == null ? new Alias(holders, new Demotion(evidence, at), waiting) : this;
    }

    Alias awaitedBy(String signal) {
        if (waiting.contains(signal)) {
            return this;
        }
        List<String> now = new ArrayList<>(waiting);
        now.add(signal);
        while (now.size() > MAX_WAITING) {
            now.removeFirst();
        }
        return new Alias(holders, demotion, now);
    }

    Alias awaitedNoMoreBy(String signal) {
        return waiting.contains(signal)
                ? new Alias(
                        holders,
                        demotion,
                        waiting.stream().filter(id -> !id.equals(signal)).toList())
                : this;
    }

    boolean isEmpty() {
        return equals(NOBODYS);
    }

    byte[] bytes() {
        StateWriter out = new StateWriter(VERSION);
        out.optional(demotion, made -> {
            out.text(made.evidence);
            out.instant(made.at);
        });
        out.each(holders, holder -> {
            out.id(holder.principal);
            out.instant(holder.seen);
            out.optional(holder.until, out::instant);
        });
        out.each(waiting, out::text);
        return out.toByteArray();
    }

    /** Reads what is stored under a name. */
    public static Alias of(byte[] bytes) {
        StateReader in = new StateReader(bytes, VERSION);
        Demotion demotion = in.optional(() -> new Demotion(in.text(), in.instant()));
        List<Holder> holders = in.each(() -> new Holder(in.id(), in.instant(), in.optional(in::instant)));
        return new Alias(holders, demotion, in.each(in::text));
    }
}
