// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.risk.names.CanonicalForm;
import io.tocsin.risk.names.CanonicalIds;
import io.tocsin.risk.names.Junk;
import io.tocsin.risk.names.Trust;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Strength;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds, makes and merges principals for the names in one signal. A strong name decides alone; of medium ones two of
 * different kinds must agree, and nothing may speak against it; weak ones decide nothing.
 */
final class Resolver {
    private static final Logger log = LoggerFactory.getLogger(Resolver.class);

    /** Medium names belong together if they were seen on the same principal within this time. */
    private static final Duration PAIR_WINDOW = Duration.ofHours(24);
    /** A principal with more current names of one such kind is several: some other name is a copy. */
    private static final int MAX_EXCLUSIVE = 3;

    private static final Duration LIVE = Duration.ofDays(7);
    private static final Set<IdentifierKind> EXCLUSIVE = Set.of(
            IdentifierKind.DEVICE_SERIAL,
            IdentifierKind.DEVICE_UDID,
            IdentifierKind.DEVICE_ENTRA_ID,
            IdentifierKind.DEVICE_VENDOR_ID,
            IdentifierKind.USER_VENDOR_ID);

    private final Directory directory;
    private final String tenant;
    private final String signal;
    private final Instant at;
    private final Instant ingested;

    Resolver(Directory directory, String tenant, String signal, Instant at, Instant ingested) {
        this.directory = directory;
        this.tenant = tenant;
        this.signal = signal;
        this.at = at;
        this.ingested = ingested;
    }

    /**
     * The principal that an entity means.
     *
     * @param kind what it is expected to be; a user with a workload's name is a workload
     * @param user whose device it would be, a medium name of its own
     * @return empty if none of its names says
     */
    Optional<Known> resolve(@Nullable Entity entity, PrincipalKind kind, @Nullable Known user) {
        if (entity == null) {
            return Optional.empty();
        }
        PrincipalKind actual = kind == PrincipalKind.USER && mentionsWorkload(entity) ? PrincipalKind.WORKLOAD : kind;
        List<Identifier> names = entity.identifiers().stream()
                .filter(i -> CanonicalForm.principal(i.kind()).equals(Optional.of(actual)) && !Junk.is(i))
                .sorted(Comparator.comparing(Identifier::kind)
                        .thenComparing(Identifier::namespace)
                        .thenComparing(Identifier::value))
                .toList();
        return resolve(names, actual, user, true);
    }

    private Optional<Known> resolve(
            List<Identifier> names, PrincipalKind kind, @Nullable Known user, boolean mayDemote) {
        List<Identifier> strong = names.stream()
                .filter(i ->
                        Trust.of(i) == Strength.STRONG && !directory.alias(i).demoted())
                .toList();
        List<Identifier> medium =
                names.stream().filter(i -> Trust.of(i) == Strength.MEDIUM).toList();
        Set<Known> found = new LinkedHashSet<>();
        for (Identifier name : strong) {
            directory
                    .alias(name)
                    .holders()
                    .forEach(holder -> directory.principal(holder.principal()).ifPresent(found::add));
        }
        if (mayDemote && overfull(found, strong)) {
            demoteBridges(strong);
            return resolve(names, kind, user, false);
        }
        paired(medium, user).filter(pair -> agrees(pair, found, strong)).ifPresent(found::add);
        if (found.isEmpty()) {
            if (strong.isEmpty()) {
                return Optional.empty();
            }
            CanonicalId id = CanonicalIds.derive(tenant, kind, strong.getFirst());
            found.add(directory.principal(id).orElseGet(() -> directory.create(id, at)));
        }
        Known principal = merged(found);
        boolean grown = false;
        for (Identifier name : strong) {
            grown |= principal.name(name, at);
            directory.hold(name, principal, signal, at, true);
        }
        for (Identifier name : medium) {
            principal.name(name, at);
            directory.hold(name, principal, signal, at, false);
        }
        if (grown) {
            principal.grownBy = signal;
        }
        return Optional.of(principal);
    }

    /** The only principal on which two medium names were seen lately; none if there are several. */
    private Optional<Known> paired(List<Identifier> medium, @Nullable Known user) {
        Map<Known, Set<IdentifierKind>> votes = new LinkedHashMap<>();
        for (Identifier name : medium) {
            for (Alias.Holder holder : directory.alias(name).holders()) {
                if (Duration.between(holder.seen(), at).abs().compareTo(PAIR_WINDOW) <= 0) {
                    directory
                            .principal(holder.principal())
                            .ifPresent(p -> votes.computeIfAbsent(p, k -> new HashSet<>())
                                    .add(name.kind()));
                }
            }
        }
        if (user != null) {
            votes.forEach((candidate, kinds) -> {
                if (user.id.equals(candidate.user) || candidate.observed.contains(user.id)) {
                    kinds.add(IdentifierKind.USER_VENDOR_ID);
                }
            });
        }
        List<Known> pairs = votes.entrySet().stream()
                .filter(vote -> vote.getValue().size() >= 2)
                .map(Map.Entry::getKey)
                .toList();
        return pairs.size() == 1 ? Optional.of(pairs.getFirst()) : Optional.empty();
    }

    /** Two different serials are two devices, whatever their host names. */
    private static boolean agrees(Known pair, Set<Known> found, List<Identifier> strong) {
        Set<String> there = exclusive(
                pair.names.values().stream().map(Known.Name::identifier).toList());
        List<Identifier> here = new ArrayList<>(strong);
        found.forEach(known -> known.names.values().forEach(name -> here.add(name.identifier())));
        return here.stream()
                .filter(i -> EXCLUSIVE.contains(i.kind()))
                .filter(i -> there.stream().anyMatch(form -> form.startsWith(family(i))))
                .allMatch(i -> there.contains(CanonicalForm.of(i)));
    }

    private boolean overfull(Set<Known> found, List<Identifier> strong) {
        Map<String, Set<String>> live = new HashMap<>();
        for (Known known : found) {
            known.names.values().stream()
                    .filter(name -> EXCLUSIVE.contains(name.identifier().kind()))
                    .filter(name -> Duration.between(name.seen(), at).abs().compareTo(LIVE) <= 0)
                    .forEach(name -> count(live, name.identifier()));
        }
        strong.stream().filter(i -> EXCLUSIVE.contains(i.kind())).forEach(i -> count(live, i));
        return live.values().stream().anyMatch(values -> values.size() > MAX_EXCLUSIVE);
    }

    /** The names that lead to what is there already, unless they are the only thing the signal has. */
    private void demoteBridges(List<Identifier> strong) {
        List<Identifier> bridges = strong.stream()
                .filter(i -> !directory.alias(i).holders().isEmpty())
                .toList();
        if (bridges.size() == strong.size()) {
            return;
        }
        for (Identifier bridge : bridges) {
            directory.demote(bridge);
            log.warn(
                    "a {} of tenant {} is on more than {} principals and proves nothing any more",
                    bridge.kind(),
                    tenant,
                    MAX_EXCLUSIVE);
        }
    }

    private Known merged(Set<Known> found) {
        List<Known> byAge = found.stream()
                .sorted(Comparator.comparing((Known k) -> k.firstSeen).thenComparing(k -> k.id.text()))
                .toList();
        Known surviving = byAge.getFirst();
        for (Known absorbed : byAge.subList(1, byAge.size())) {
            surviving.absorb(absorbed, signal, at, ingested);
            absorbed.mergeInto(surviving.id);
            directory.writeLast(absorbed);
            absorbed.names
                    .values()
                    .forEach(name -> directory.redirect(name.identifier(), absorbed.id, surviving.id, signal, at));
        }
        return surviving;
    }

    private static Set<String> exclusive(List<Identifier> names) {
        Set<String> forms = new HashSet<>();
        names.stream()
                .filter(i -> EXCLUSIVE.contains(i.kind()))
                .map(CanonicalForm::of)
                .forEach(forms::add);
        return forms;
    }

    private static void count(Map<String, Set<String>> live, Identifier name) {
        live.computeIfAbsent(family(name), k -> new HashSet<>()).add(CanonicalForm.of(name));
    }

    /** Kind and namespace. */
    private static String family(Identifier name) {
        String form = CanonicalForm.of(name);
        return form.substring(0, form.indexOf('|', form.indexOf('|') + 1) + 1);
    }

    private static boolean mentionsWorkload(Entity entity) {
        return entity.identifiers().stream().anyMatch(i -> i.kind() == IdentifierKind.WORKLOAD_SPIFFE_ID);
    }
}
