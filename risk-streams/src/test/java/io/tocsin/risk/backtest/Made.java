// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest;

import io.tocsin.risk.backtest.consequence.Consequence;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Revocations for tests. */
public final class Made {
    public static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");

    private Made() {}

    /** Of one session of a user, so long after {@link #AT}. */
    public static Consequence revocation(String user, String session, Duration after) {
        return new Consequence(
                user + session + after,
                new CanonicalId("acme", PrincipalKind.SESSION, session),
                "revoke-risky-session",
                Consequence.REVOKED,
                Outcome.EMITTED,
                false,
                AT.plus(after),
                AT.plus(after),
                90,
                List.of(new Consequence.Reason("threat-high", 50), new Consequence.Reason("device-not-compliant", 40)),
                "signal-of-" + session,
                user,
                "SERIAL-" + user,
                session);
    }
}
