// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.mapping;

import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Strength;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the names of one principal. Values that vendors write where they know nothing are left out: a shared "To be
 * filled by O.E.M." would merge a whole fleet into one device.
 */
public final class Names {
    private final List<Identifier> identifiers = new ArrayList<>();
    private @Nullable String display;

    /** In whose books a name of this kind is unique, where that needs no vendor to say. */
    public static String namespace(IdentifierKind kind) {
        return kind == IdentifierKind.DEVICE_SERIAL ? "serial" : "";
    }

    public Names add(IdentifierKind kind, @Nullable String value, Strength strength) {
        return add(kind, namespace(kind), value, strength);
    }

    public Names add(IdentifierKind kind, String namespace, @Nullable String value, Strength strength) {
        String stripped = value == null ? "" : value.strip();
        if (!Junk.is(kind, stripped)) {
            identifiers.add(new Identifier(kind, namespace, stripped, strength));
        }
        return this;
    }

    public Names display(@Nullable String name) {
        display = name;
        return this;
    }

    /** Absent where no name is left. */
    public @Nullable Entity entity() {
        return identifiers.isEmpty() ? null : new Entity(null, identifiers, display);
    }
}
