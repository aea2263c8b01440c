// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.recognition;

import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What of the medium names in one signal speaks for one principal, each sort once. */
final class Votes {
    private final Set<IdentifierKind> kinds = EnumSet.noneOf(IdentifierKind.class);
    private boolean domain;
    private boolean user;

    void add(Identifier name) {
        kinds.add(name.kind());
        // the domain that a sAMAccountName comes with is a medium name of its own
        domain |= name.kind() == IdentifierKind.USER_SAM_ACCOUNT
                && !name.namespace().isEmpty();
    }

    /** It is a device on which the user of the signal was seen: a medium name of its own, too. */
    void addUser() {
        user = true;
    }

    int count() {
        return kinds.size() + (domain ? 1 : 0) + (user ? 1 : 0);
    }

    /** In a fixed order. */
    List<IdentifierKind> kinds() {
        return List.copyOf(kinds);
    }
}
