// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.keycloak;

import io.tocsin.connectors.mapping.Names;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Strength;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of one realm.
 *
 * @param name as in the admin API's paths
 * @param issuer the {@code iss} of its tokens
 * @param loginIsEmail whether user names are addresses that the realm vouches for
 * @param ownActors user ids of the service accounts by which we ourselves end sessions: what they do is no evidence
 */
public record Realm(String name, String issuer, boolean loginIsEmail, Set<String> ownActors) {
    public Realm {
        ownActors = Set.copyOf(ownActors);
    }

    /** Where we end no sessions. */
    public Realm(String name, String issuer, boolean loginIsEmail) {
        this(name, issuer, loginIsEmail, Set.of());
    }

    /** A user by {@code sub}, and by name where one is given. */
    @Nullable
    Entity user(@Nullable String id, @Nullable String username) {
        Names names = new Names()
                .add(IdentifierKind.USER_ISS_SUB, issuer, id, Strength.STRONG)
                .add(
                        IdentifierKind.USER_LOGIN,
                        "keycloak:" + name,
                        username,
                        id == null ? Strength.WEAK : Strength.MEDIUM);
        if (loginIsEmail) {
            names.add(IdentifierKind.USER_EMAIL, username, id == null ? Strength.WEAK : Strength.STRONG);
        }
        return names.display(username).entity();
    }

    /** A session by {@code sid}. */
    @Nullable
    Entity session(@Nullable String id) {
        return new Names()
                .add(IdentifierKind.SESSION_OIDC_SID, issuer, id, Strength.STRONG)
                .entity();
    }
}
