// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.vendor;

import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Strength;
import java.util.ArrayList;
import java.util.List;

/** Collects what one vendor calls somebody or something. */
final class Names {
    private final List<Identifier> names = new ArrayList<>();

    Names strong(IdentifierKind kind, String namespace, String value) {
        names.add(new Identifier(kind, namespace, value, Strength.STRONG));
        return this;
    }

    Names medium(IdentifierKind kind, String namespace, String value) {
        names.add(new Identifier(kind, namespace, value, Strength.MEDIUM));
        return this;
    }

    Names weak(IdentifierKind kind, String namespace, String value) {
        names.add(new Identifier(kind, namespace, value, Strength.WEAK));
        return this;
    }

    Entity named(String display) {
        return new Entity(null, names, display);
    }
}
