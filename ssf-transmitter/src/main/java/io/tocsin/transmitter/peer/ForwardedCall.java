// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.peer;

import static java.util.Objects.requireNonNull;

import io.tocsin.transmitter.client.Scope;
import java.util.Set;

/** For whom another instance asks: it has authenticated them. */
public record ForwardedCall(String clientId, Set<Scope> scopes) {
    public ForwardedCall {
        requireNonNull(clientId, "clientId");
        scopes = Set.copyOf(scopes);
    }
}
