// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.secret.Secret;
import java.util.Set;

/**
 * A bearer token that never expires, agreed out of band; for test benches, not for production.
 *
 * @param clientId the registered receiver it stands for
 * @param scopes scope names, at least one
 */
public record StaticToken(Secret token, String clientId, Set<String> scopes) {
    public StaticToken {
        requireNonNull(token, "token");
        requireNonNull(clientId, "client-id");
        scopes = Set.copyOf(scopes);
        ReceiverRegistration.requireKnownScopes("static token of client-id " + clientId, scopes);
    }
}
