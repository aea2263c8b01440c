// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.recognition;

import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entity as a signal mentions it.
 *
 * @param kind what it is
 * @param uses its names, without junk
 * @param addresses of a device: where the signal saw it
 */
public record Mention(PrincipalKind kind, List<Use> uses, List<Use> addresses) {
    /**
     * What a signal mentions of one entity.
     *
     * @param expected a user with a workload's name is a workload
     * @param more names beside those of the entity
     */
    public static Mention of(@Nullable Entity entity, PrincipalKind expected, List<Identifier> more, Signal signal) {
        List<Identifier> names = new ArrayList<>(more);
        if (entity != null) {
            names.addAll(entity.identifiers());
        }
        if (names.isEmpty()) {
            return new Mention(expected, List.of(), List.of());
        }
        PrincipalKind kind = expected == PrincipalKind.USER && hasWorkloads(names) ? PrincipalKind.WORKLOAD : expected;
        return new Mention(
                kind,
                Use.of(names, kind, signal),
                kind == PrincipalKind.DEVICE ? Use.addresses(names, signal) : List.of());
    }

    private static boolean hasWorkloads(List<Identifier> names) {
        for (Identifier name : names) {
            if (name.kind() == IdentifierKind.WORKLOAD_SPIFFE_ID) {
                return true;
            }
        }
        return false;
    }

    /** Adds what its names are looked up by. */
    public void forms(List<String> forms) {
        for (Use use : uses) {
            forms.add(use.form());
        }
        for (Use use : addresses) {
            forms.add(use.form());
        }
    }
}
