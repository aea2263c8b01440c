// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action.keeper;

import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Whose sessions a revocation is about, in the words of one issuer.
 *
 * @param sid a session's id, absent where all of the user's are meant
 * @param sub the user's id at the issuer
 * @param email the user's address, where that is all that is known
 * @param foreign whether the user is another issuer's
 */
record Whose(
        @Nullable String sid,
        @Nullable String sub,
        @Nullable String email,
        boolean foreign) {

    static Whose of(Subject subject, String issuer) {
        return switch (subject) {
            case ComplexSubject complex ->
                user(complex.member(ComplexSubject.USER).orElse(null), issuer)
                        .in(complex.member(ComplexSubject.SESSION).orElse(null));
            case SimpleSubject.Opaque opaque -> new Whose(opaque.id(), null, null, false);
            case SimpleSubject simple -> user(simple, issuer);
        };
    }

    private static Whose user(@Nullable SimpleSubject user, String issuer) {
        if (user instanceof SimpleSubject.IssSub named) {
            boolean ours = named.iss().equals(issuer);
            return new Whose(null, ours ? named.sub() : null, null, !ours);
        }
        return new Whose(null, null, user instanceof SimpleSubject.Email named ? named.email() : null, false);
    }

    private Whose in(@Nullable SimpleSubject session) {
        return session instanceof SimpleSubject.Opaque opaque ? new Whose(opaque.id(), sub, email, foreign) : this;
    }
}
