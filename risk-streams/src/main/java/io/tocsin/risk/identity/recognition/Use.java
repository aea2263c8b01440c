// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.recognition;

import io.tocsin.risk.identity.directory.Alias;
import io.tocsin.risk.identity.directory.Directory;
import io.tocsin.risk.identity.directory.Known;
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
        List<Use> uses = new ArrayList<>(names.size());
        for (Identifier name : names) {
            if (CanonicalForm.principal(name.kind()).orElse(null) == kind) {
                String value = CanonicalForm.value(name);
                if (!Junk.is(name, value)) {
                    add(uses, of(scoped(name, signal), value));
                }
            }
        }
        uses.sort(ORDER);
        return uses;
    }

    /** Once. */
    private static void add(List<Use> uses, Use use) {
        if (!uses.contains(use)) {
            uses.add(use);
        }
    }

    /** The addresses at which the signal saw the device. A proxy's is nobody's. */
    public static List<Use> addresses(Collection<Identifier> names, Signal signal) {
        List<Use> addresses = new ArrayList<>(2);
        for (Identifier name : names) {
            if (name.kind() == IdentifierKind.IP && !Junk.is(name)) {
                add(addresses, address(name.value()));
            }
        }
        String seenFrom = signal.context().ipAddress();
        if (seenFrom != null
                && !seenFrom.isBlank()
                && !Boolean.TRUE.equals(signal.context().proxy())) {
            add(addresses, address(seenFrom));
        }
        return addresses;
    }

    private static Use address(String ip) {
        Identifier name = new Identifier(IdentifierKind.IP, "", ip, Strength.WEAK);
        return of(name, CanonicalForm.value(name));
    }

    private static Use of(Identifier name, String value) {
        return new Use(name, CanonicalForm.of(name, value), Trust.of(name));
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
        for (Alias.Holder holder : directory.alias(form).holdersAt(at)) {
            Known known = directory.find(holder.principal());
            if (known != null && !known.id().equals(principal)) {
                return true;
            }
        }
        return false;
    }
}
