// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.auth;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.StrictJson;
import io.tocsin.connectors.json.UnexpectedJsonException;
import io.tocsin.schemas.secret.Secret;
import java.time.Instant;
import java.util.List;

/**
 * Microsoft Graph's proof: a secret of the subscription's within each notice of the body, so that the body must be
 * parsed before it is believed. One proven notice lets the delivery in; the others are passed over.
 *
 * @param secrets up to 128 characters each, as Graph takes no more
 */
public record ClientState(List<Secret> secrets) implements Authentication {
    private static final int MAX = 128;

    public ClientState {
        secrets = Rotation.of("client-states", secrets);
        for (Secret secret : secrets) {
            if (secret.reveal().length() > MAX) {
                throw new IllegalArgumentException("client-states: expected at most " + MAX + " characters");
            }
        }
    }

    @Override
    public boolean admits(Presented presented, Instant now) {
        try {
            boolean proven = false;
            for (JsonAt notice :
                    JsonAt.root(StrictJson.parse(presented.body())).get("value").elements()) {
                proven |= isProven(notice);
            }
            return proven;
        } catch (UnexpectedJsonException notJson) {
            return false;
        }
    }

    /** Whether one notice is of a subscription of ours. */
    public boolean isProven(JsonAt notice) {
        String state = notice.get("clientState").text();
        String compared = state == null ? "" : state;
        return Rotation.any(secrets, secret -> secret.matches(compared));
    }
}
