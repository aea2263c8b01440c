// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.recognition;

import io.tocsin.risk.identity.directory.Directory;
import io.tocsin.risk.identity.directory.Known;
import io.tocsin.risk.names.CanonicalForm;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an operator says about who is one and who is two. Said again, it changes nothing. */
public final class Separation {
    static final Comparator<Known> BY_AGE = Comparator.comparing(Known::firstSeen)
            .thenComparing(known -> known.id().text());

    private final Directory directory;

    public Separation(Directory directory) {
        this.directory = directory;
    }

    /** Two principals after an operator's word, or why it cannot be followed. */
    public sealed interface Outcome {
        record Done(Known from, Known apart) implements Outcome {}

        record Refused(String reason) implements Outcome {}
    }

    /** Moves names from one principal to another, which it makes where nobody knows it, and keeps the two apart. */
    public Outcome split(Signal signal, SignalPayload.Split split) {
        Instant at = signal.times().event();
        Optional<Known> from = directory.principal(split.from());
        if (from.isEmpty()) {
            return new Outcome.Refused("the principal that is to be split is not known: expected an id that"
                    + " `tocsin identity show` prints");
        }
        Known whole = from.get();
        if (!split.apart().tenant().equals(whole.id().tenant())
                || split.apart().kind() != whole.id().kind()) {
            return new Outcome.Refused("a " + split.apart().kind() + " cannot be split from a "
                    + whole.id().kind() + " of tenant " + whole.id().tenant());
        }
        List<Identifier> moving = new ArrayList<>();
        for (Identifier name : split.names()) {
            if (has(whole, name)) {
                moving.add(name);
            }
        }
        Known apart = directory.principal(split.apart()).orElse(null);
        String problem = problem(whole, apart, moving);
        if (problem != null) {
            return new Outcome.Refused(problem);
        }
        Known other = apart == null ? directory.create(split.apart(), at) : apart;
        moving.forEach(name -> directory.move(name, whole, other, signal.id(), at));
        whole.part(other.id(), signal.id(), at);
        other.part(whole.id(), signal.id(), at);
        if (!moving.isEmpty()) {
            whole.grow(signal.id());
            other.grow(signal.id());
        }
        return new Outcome.Done(whole, other);
    }

    private static @Nullable String problem(Known whole, @Nullable Known apart, List<Identifier> moving) {
        if (apart == null && moving.isEmpty()) {
            return "none of the names is a name of that principal: expected at least one of them";
        }
        if (apart == whole) {
            return "the two are one: expected names that are to leave it";
        }
        return null;
    }

    private static boolean has(Known known, Identifier name) {
        String form = CanonicalForm.of(name);
        return known.names().stream()
                .anyMatch(held -> CanonicalForm.of(held.identifier()).equals(form));
    }

    /** Joins two, even if they were kept apart so far. */
    public Outcome join(Signal signal, SignalPayload.Merge merge) {
        Optional<Known> one = directory.principal(merge.surviving());
        Optional<Known> other = directory.principal(merge.absorbed());
        if (one.isEmpty() || other.isEmpty()) {
            return new Outcome.Refused(
                    "one of the two principals is not known: expected ids that `tocsin identity" + " show` prints");
        }
        Known surviving = one.get();
        Known absorbed = other.get();
        if (!surviving.id().tenant().equals(absorbed.id().tenant())
                || surviving.id().kind() != absorbed.id().kind()) {
            return new Outcome.Refused("a " + surviving.id().kind() + " and a "
                    + absorbed.id().kind() + " cannot be one, nor two of different tenants");
        }
        if (surviving != absorbed) {
            surviving.partings().stream()
                    .map(Known.Parting::other)
                    .filter(id -> leadsTo(id, absorbed))
                    .forEach(surviving::unpart);
            absorbed.partings().stream()
                    .map(Known.Parting::other)
                    .filter(id -> leadsTo(id, surviving))
                    .forEach(absorbed::unpart);
            surviving.grow(signal.id());
            directory.merge(
                    surviving,
                    absorbed,
                    signal.id(),
                    signal.times().event(),
                    signal.times().ingested());
        }
        return new Outcome.Done(surviving, absorbed);
    }

    /** Those of them that may be one, the oldest first; who is meant is among them. */
    List<Known> together(Collection<Known> found, Supplier<Known> meant) {
        List<Known> byAge = found.stream().sorted(BY_AGE).toList();
        if (byAge.size() < 2
                || byAge.stream().allMatch(known -> known.partings().isEmpty())) {
            return byAge;
        }
        List<Known> group = new ArrayList<>(List.of(meant.get()));
        for (Known candidate : byAge) {
            if (group.contains(candidate)) {
                continue;
            }
            if (group.stream().noneMatch(member -> areApart(member, candidate))) {
                group.add(candidate);
            } else {
                directory.refuseMerge();
            }
        }
        group.sort(BY_AGE);
        return group;
    }

    /** Did an operator say that these are two? */
    public boolean areApart(Known one, Known other) {
        return one.partings().stream().anyMatch(parting -> leadsTo(parting.other(), other))
                || other.partings().stream().anyMatch(parting -> leadsTo(parting.other(), one));
    }

    private boolean leadsTo(CanonicalId id, Known known) {
        return directory.principal(id).filter(found -> found == known).isPresent();
    }
}
