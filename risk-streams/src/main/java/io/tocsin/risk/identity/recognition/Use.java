// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.recognition;

import io.tocsin.risk.identity.directory.Alias;
import io.tocsin.risk.identity.directory.Directory;
import io.tocsin.risk.names.CanonicalForm;
import io.tocsin.risk.names.Junk;
import io.tocsin.risk.names.Trust;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.Strength;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One name as one signal uses it.
 *
 * @param form under which it is looked up
 * @param trust what it proves at most
 */
public record Use(Identifier name, String form, Strength trust) {
    private static final Comparator<Use> ORDER = Comparator.comparing((Use use) -> use.name.kind())
            .thenComparing(use -> use.name.namespace())
            .thenComparing(use -> use.name.value());

    /** Those that can name a principal of that kind, without junk, in an order that does not depend on the source's. */
    public static List<Use> of(Collection<Identifier> names, PrincipalKind kind, Signal signal) {
        return names.stream()
                .filter(name -> CanonicalForm.principal(name.kind()).equals(Optional.of(kind)) && !Junk.is(name))
                .map(name -> of(scoped(name, signal)))
                .sorted(ORDER)
                .distinct()
                .toList();
    }

    /** The addresses at which the signal saw the device. A proxy's is nobody's. */
    public static List<Use> addresses(Collection<Identifier> names, Signal signal) {
        List<Use> addresses = new ArrayList<>();
        names.stream()
                .filter(name -> name.kind() == IdentifierKind.IP && !Junk.is(name))
                .forEach(name -> addresses.add(address(name.value())));
        String seenFrom = signal.context().ipAddress();
        if (seenFrom != null
                && !seenFrom.isBlank()
                && !Boolean.TRUE.equals(signal.context().proxy())) {
            addresses.add(address(seenFrom));
        }
        return addresses.stream().distinct().toList();
    }

    private static Use address(String ip) {
        return of(new Identifier(IdentifierKind.IP, "", ip, Strength.WEAK));
    }

    private static Use of(Identifier name) {
        return new Use(name, CanonicalForm.of(name), Trust.of(name));
    }

    /** Numbers that a vendor gives mean nothing elsewhere. */
    private static Identifier scoped(Identifier name, Signal signal) {
        return name.namespace().isEmpty() && CanonicalForm.needsNamespace(name.kind())
                ? new Identifier(name.kind(), signal.source().vendor(), name.value(), name.strength())
                : name;
    }

    /** Kind and namespace. */
    String family() {
        return CanonicalForm.family(form);
    }

    boolean isHeldByOther(CanonicalId principal, Instant at, Directory directory) {
        return directory.alias(form).holdersAt(at).stream()
                .map(Alias.Holder::principal)
                .flatMap(id -> directory.principal(id).stream())
                .anyMatch(known -> !known.id().equals(principal));
    }
}
