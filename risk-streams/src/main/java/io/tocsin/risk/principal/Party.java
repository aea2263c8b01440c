// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.principal;

import io.tocsin.risk.names.Trust;
import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Strength;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A principal with its strong names, the longest known first: what a SET's subject is made of. */
public record Party(CanonicalId id, List<Identifier> identifiers) {
    public Party {
        identifiers = List.copyOf(identifiers);
    }

    /** Absent where the entity has not been resolved. */
    static @Nullable Party of(Entity entity) {
        if (entity.canonicalId() == null) {
            return null;
        }
        return new Party(entity.canonicalId(), strong(entity.identifiers()));
    }

    /** The strong ones of them: the same list where all are. */
    static List<Identifier> strong(List<Identifier> names) {
        List<Identifier> strong = new ArrayList<>(names.size());
        for (Identifier name : names) {
            if (Trust.of(name) == Strength.STRONG) {
                strong.add(name);
            }
        }
        return strong.size() == names.size() ? names : List.copyOf(strong);
    }

    public Optional<Identifier> first(IdentifierKind kind) {
        return identifiers.stream().filter(i -> i.kind() == kind).findFirst();
    }

    void write(StateWriter out) {
        out.id(id);
        out.each(identifiers, out::identifier);
    }

    static Party read(StateReader in) {
        return new Party(in.id(), in.each(in::identifier));
    }
}
