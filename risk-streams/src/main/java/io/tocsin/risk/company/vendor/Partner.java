// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.vendor;

import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Person;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;

/** Two services behind the generic webhook: one that watches for stolen credentials, one that rotates tokens. */
public final class Partner {
    private static final Statement.Vendor LEAKS = new Statement.Vendor("leakwatch", "leakwatch", "findings", true);
    private static final Statement.Vendor GATEWAY = new Statement.Vendor("gateway", "gateway", "tokens", true);

    private final Dice dice;

    public Partner(Dice dice) {
        this.dice = dice;
    }

    /** The password is for sale. */
    public Statement leaked(Instant at, Person who) {
        Entity user =
                new Names().strong(IdentifierKind.USER_EMAIL, "", who.login()).named(who.name());
        return new Statement(
                Carrier.PARTNER,
                LEAKS,
                "credential-found",
                dice.uuid(),
                0,
                at,
                SignalType.CREDENTIAL_COMPROMISED,
                new SignalPayload.None(),
                null,
                user,
                null,
                null,
                SignalContext.NONE);
    }

    /** A refresh token was used twice. */
    public Statement reused(Instant at, Person who, String session) {
        Entity user =
                new Names().strong(IdentifierKind.USER_EMAIL, "", who.login()).named(who.name());
        return new Statement(
                Carrier.PARTNER,
                GATEWAY,
                "refresh-token-reused",
                dice.uuid(),
                0,
                at,
                SignalType.TOKEN_REUSED,
                new SignalPayload.SessionChange(false, null, "reuse"),
                null,
                user,
                null,
                new Names()
                        .strong(IdentifierKind.SESSION_VENDOR_ID, Okta.BOOKS, session)
                        .named(session),
                SignalContext.NONE);
    }
}
