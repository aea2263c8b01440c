// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.recognition;

import io.tocsin.risk.identity.directory.Directory;
import io.tocsin.risk.identity.directory.Known;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Recognition;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.Strength;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A guess at who is meant where no name proves it: the only one on whom these weak names were seen at about that time.
 * It holds for the one signal, joins nothing and teaches nothing.
 */
public final class Attribution {
    /** An address is somebody's for so long before and after it was seen there. */
    private static final Duration AT_ADDRESS = Duration.ofMinutes(15);

    private static final Duration BY_NAME = Duration.ofHours(24);

    private final Directory directory;
    private final Signal signal;

    public Attribution(Directory directory, Signal signal) {
        this.directory = directory;
        this.signal = signal;
    }

    /** Empty where nobody comes into question, or several do. */
    public Optional<Recognised> guess(@Nullable Entity entity, PrincipalKind kind) {
        Set<Known> candidates = Set.of();
        Set<IdentifierKind> by = new TreeSet<>();
        for (Use use : names(entity, kind)) {
            Set<Known> seen = around(use, kind);
            if (seen.isEmpty()) {
                continue;
            }
            if (candidates.isEmpty()) {
                candidates = seen;
                by.add(use.name().kind());
            } else {
                Set<Known> both = new LinkedHashSet<>(candidates);
                both.retainAll(seen);
                if (!both.isEmpty()) {
                    candidates = both;
                    by.add(use.name().kind());
                }
            }
        }
        return candidates.size() == 1
                ? Optional.of(
                        new Recognised(candidates.iterator().next(), new Recognition(Strength.WEAK, List.copyOf(by))))
                : Optional.empty();
    }

    /** What the signal waits for if nobody can be told: a link for one of these may help. */
    public List<Use> names(@Nullable Entity entity, PrincipalKind kind) {
        List<Identifier> identifiers = entity == null ? List.of() : entity.identifiers();
        List<Use> names = new ArrayList<>(Use.of(identifiers, kind, signal));
        // the most telling first
        names.sort(Comparator.comparing((Use use) -> use.trust()));
        if (kind == PrincipalKind.DEVICE) {
            names.addAll(Use.addresses(identifiers, signal));
        }
        return names;
    }

    private Set<Known> around(Use use, PrincipalKind kind) {
        Instant at = signal.times().event();
        Duration window = use.name().kind() == IdentifierKind.IP ? AT_ADDRESS : BY_NAME;
        Set<Known> seen = new LinkedHashSet<>();
        directory.alias(use.form()).holdersAt(at).stream()
                .filter(holder -> holder.seenAround(at, window))
                .flatMap(holder -> directory.principal(holder.principal()).stream())
                .filter(known -> known.id().kind() == kind)
                .filter(known -> !known.life().over())
                .forEach(seen::add);
        return seen;
    }
}
