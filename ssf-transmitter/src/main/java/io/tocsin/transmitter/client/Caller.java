// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.receiver.ReceiverRegistration;
import java.util.Set;

/** An authenticated receiver and what its token allows; the identity comes from the token alone (RFC 9068 §4). */
public record Caller(ReceiverRegistration receiver, Set<Scope> scopes) {
    public Caller {
        requireNonNull(receiver, "receiver");
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope needed) {
        return scopes.stream().anyMatch(scope -> scope.covers(needed));
    }
}
