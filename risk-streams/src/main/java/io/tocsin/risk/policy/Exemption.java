// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy;

import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Principals for whom responses are decided but not sent, such as accounts for emergencies.
 *
 * @param principals by the names sources know them by; the sessions of a user, and those on a device, are meant with it
 * @param from the names of the responses they are exempt from; empty: from all
 * @param reason stands in every decision that it holds back
 * @param until from then on it exempts nobody
 */
public record Exemption(String name, List<Named> principals, Set<String> from, String reason, Instant until) {
    public Exemption {
        principals = List.copyOf(principals);
        from = Set.copyOf(from);
    }

    /** One name. An empty namespace stands for any. */
    public record Named(IdentifierKind kind, String namespace, String value) {
        boolean is(Identifier identifier) {
            return identifier.kind() == kind
                    && identifier.value().equals(value)
                    && (namespace.isEmpty() || identifier.namespace().equals(namespace));
        }
    }

    /**
     * Does it hold {@code response} back?
     *
     * @param names the principal's own, its user's and its device's
     */
    public boolean covers(String response, Collection<Identifier> names, Instant at) {
        return at.isBefore(until)
                && (from.isEmpty() || from.contains(response))
                && principals.stream().anyMatch(named -> names.stream().anyMatch(named::is));
    }
}
