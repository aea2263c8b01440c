// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.recognition;

import static java.util.Objects.requireNonNull;

import io.tocsin.risk.identity.directory.Alias;
import io.tocsin.risk.identity.directory.Directory;
import io.tocsin.risk.identity.directory.Known;
import io.tocsin.risk.names.CanonicalIds;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Recognition;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.Strength;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds, makes and merges principals for the strong and medium names in one signal. */
public final class Resolver {
    private static final Logger log = LoggerFactory.getLogger(Resolver.class);

    /** Medium names belong together if they were seen on the same principal within this time. */
    private static final Duration PAIR_WINDOW = Duration.ofHours(24);

    private final Directory directory;
    private final Signal signal;
    private final Instant at;
    private final Crowding crowding;
    private final Separation separation;

    public Resolver(Directory directory, Signal signal) {
        this.directory = directory;
        this.signal = signal;
        this.at = signal.times().event();
        this.crowding = new Crowding(directory, at);
        this.separation = new Separation(directory);
    }

    /**
     * The principal that an entity means.
     *
     * @param user whose device it would be, a medium name of its own
     * @return empty if none of its names says
     */
    public Optional<Recognised> resolve(Mention mention, @Nullable Known user) {
        if (mention.uses().isEmpty()) {
            return Optional.empty();
        }
        Optional<Recognised> found = firmly(mention.uses(), mention.kind(), user, true);
        found.ifPresent(recognised -> keepWeak(recognised.known(), mention));
        return found;
    }

    private Optional<Recognised> firmly(List<Use> names, PrincipalKind kind, @Nullable Known user, boolean mayDemote) {
        List<Use> strong = new ArrayList<>(names.size());
        List<Use> medium = new ArrayList<>(2);
        for (Use use : names) {
            if (use.trust() == Strength.MEDIUM) {
                medium.add(use);
            } else if (use.trust() == Strength.STRONG
                    && !directory.alias(use.form()).isDemoted()) {
                strong.add(use);
            }
        }
        Set<Known> found = holders(strong, true);
        boolean givenUp = found.isEmpty() && !strong.isEmpty() && onlyGivenUp(strong);
        if (givenUp) {
            found = holders(strong, false);
        }
        Set<String> crowded = crowding.crowded(found, strong);
        if (!crowded.isEmpty() && !found.isEmpty()) {
            List<Use> copies = mayDemote ? crowding.toBlame(crowded, strong) : List.of();
            if (!copies.isEmpty()) {
                copies.forEach(this::demote);
                return firmly(names, kind, user, false);
            }
            found = new LinkedHashSet<>(List.of(leading(found, strong)));
        }
        Optional<Pair> pair = paired(medium, user);
        if (pair.isPresent() && !found.contains(pair.get().known) && Crowding.agrees(pair.get().known, found, strong)) {
            found.add(pair.get().known);
        }
        if (found.isEmpty()) {
            if (strong.isEmpty()) {
                return Optional.empty();
            }
            CanonicalId id = CanonicalIds.derive(signal.source().tenant(), kind, unheld(strong));
            found.add(directory.principal(id).orElseGet(() -> directory.create(id, at)));
        }
        Known principal = merged(found, strong);
        if (!givenUp) {
            hold(principal, strong, medium);
        }
        return Optional.of(new Recognised(
                principal,
                strong.isEmpty()
                        ? new Recognition(Strength.MEDIUM, pair.map(Pair::kinds).orElse(List.of()))
                        : new Recognition(Strength.STRONG, kinds(strong))));
    }

    /** Those who have the names, or who had them last. */
    private Set<Known> holders(List<Use> strong, boolean now) {
        Set<Known> found = new LinkedHashSet<>();
        for (Use use : strong) {
            Alias alias = directory.alias(use.form());
            for (Alias.Holder holder : now ? alias.holdersAt(at) : alias.holders()) {
                Known known = directory.find(holder.principal());
                if (known != null) {
                    found.add(known);
                }
            }
        }
        return found;
    }

    /**
     * A name that was given up still leads to who had it last, since sources lag; until somebody shows it together with
     * a name that is nobody's yet.
     */
    private boolean onlyGivenUp(List<Use> strong) {
        return strong.stream()
                .noneMatch(use -> directory.alias(use.form()).holders().isEmpty());
    }

    /** The first that is nobody's: one that somebody gave up may have made the id of that one. */
    private Identifier unheld(List<Use> strong) {
        return strong.stream()
                .filter(use -> directory.alias(use.form()).holders().isEmpty())
                .findFirst()
                .orElse(strong.getFirst())
                .name();
    }

    private void hold(Known principal, List<Use> strong, List<Use> medium) {
        boolean grown = false;
        for (Use use : strong) {
            // somebody it is kept apart from may have it
            if (!use.isHeldByOther(principal.id(), at, directory)) {
                grown |= principal.name(use.form(), use.name(), at);
                directory.hold(use.form(), use.name(), principal, signal.id(), at, true);
            }
        }
        for (Use use : medium) {
            principal.name(use.form(), use.name(), at);
            directory.hold(use.form(), use.name(), principal, signal.id(), at, false);
        }
        if (grown) {
            principal.grow(signal.id());
        }
    }

    /** What proves nothing is kept all the same: a guess may need it. */
    private void keepWeak(Known principal, Mention mention) {
        for (Use use : mention.uses()) {
            if (use.trust() == Strength.WEAK || directory.alias(use.form()).isDemoted()) {
                if (principal.id().kind() == PrincipalKind.SESSION) {
                    principal.name(use.form(), use.name(), at);
                }
                directory.hold(use.form(), use.name(), principal, signal.id(), at, false);
            }
        }
        if (principal.id().kind() == PrincipalKind.DEVICE) {
            for (Use use : mention.addresses()) {
                directory.hold(use.form(), use.name(), principal, signal.id(), at, false);
            }
        }
    }

    private record Pair(Known known, List<IdentifierKind> kinds) {}

    /** The only principal on which two medium names were seen lately; none if there are several. */
    private Optional<Pair> paired(List<Use> medium, @Nullable Known user) {
        if (medium.isEmpty()) {
            return Optional.empty();
        }
        Map<Known, Votes> votes = new LinkedHashMap<>();
        for (Use use : medium) {
            if (crowding.isEverywhere(use)) {
                continue;
            }
            for (Alias.Holder holder : directory.alias(use.form()).holdersAt(at)) {
                Known known = holder.seenAround(at, PAIR_WINDOW) ? directory.find(holder.principal()) : null;
                if (known != null) {
                    votes.computeIfAbsent(known, k -> new Votes()).add(use.name());
                }
            }
        }
        Known only = null;
        for (Map.Entry<Known, Votes> candidate : votes.entrySet()) {
            if (user != null && isOn(user, candidate.getKey())) {
                candidate.getValue().addUser();
            }
            if (candidate.getValue().count() >= 2) {
                if (only != null) {
                    return Optional.empty();
                }
                only = candidate.getKey();
            }
        }
        return only == null
                ? Optional.empty()
                : Optional.of(new Pair(only, requireNonNull(votes.get(only)).kinds()));
    }

    private boolean isOn(Known user, Known device) {
        boolean assigned = device.ownership()
                .assigned()
                .flatMap(sighting -> directory.principal(sighting.user()))
                .filter(user::equals)
                .isPresent();
        return assigned
                || device.ownership().observed().stream()
                        .filter(sighting ->
                                Duration.between(sighting.seen(), at).abs().compareTo(PAIR_WINDOW) <= 0)
                        .flatMap(sighting -> directory.principal(sighting.user()).stream())
                        .anyMatch(user::equals);
    }

    /** The oldest stays; those that are kept apart from who is meant stay what they are. */
    private Known merged(Set<Known> found, List<Use> strong) {
        if (found.size() == 1) {
            return found.iterator().next();
        }
        List<Known> group = separation.together(found, () -> leading(found, strong));
        Known surviving = group.getFirst();
        for (Known absorbed : group.subList(1, group.size())) {
            directory.merge(surviving, absorbed, signal.id(), at, signal.times().ingested());
        }
        return surviving;
    }

    /** To whom the first of the names leads. */
    private Known leading(Collection<Known> found, List<Use> strong) {
        return holders(strong, true).stream()
                .filter(found::contains)
                .findFirst()
                .orElseGet(() -> found.stream().min(Separation.BY_AGE).orElseThrow());
    }

    private void demote(Use copy) {
        directory.demote(copy.name(), signal.id(), at);
        log.warn(
                "a {} of tenant {} is on too many principals and proves nothing any more",
                copy.name().kind(),
                signal.source().tenant());
    }

    private static List<IdentifierKind> kinds(List<Use> uses) {
        Set<IdentifierKind> kinds = EnumSet.noneOf(IdentifierKind.class);
        for (Use use : uses) {
            kinds.add(use.name().kind());
        }
        return List.copyOf(kinds);
    }
}
