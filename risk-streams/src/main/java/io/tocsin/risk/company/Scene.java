// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company;

import org.jspecify.annotations.Nullable;

/**
 * Who does something, in which session, on what and from where.
 *
 * @param who whose account it is, whoever uses it
 * @param session absent before there is one
 */
public record Scene(Person who, @Nullable String session, Hardware on, Network from, String userAgent) {
    /** An attacker's browser. */
    public static final String FOREIGN_AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

    /** What a session is on, as far as the identity provider knows. */
    public enum Hardware {
        LAPTOP,
        PHONE,
        /** Not registered by anybody. */
        FOREIGN
    }

    /** Somebody else at this account, from elsewhere. */
    public static Scene intruder(Person victim, @Nullable String session, Network from) {
        return new Scene(victim, session, Hardware.FOREIGN, from, FOREIGN_AGENT);
    }

    public Scene in(@Nullable String other) {
        return new Scene(who, other, on, from, userAgent);
    }

    public Scene from(Network other) {
        return new Scene(who, session, on, other, userAgent);
    }
}
