// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.habit;

import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Network;
import io.tocsin.risk.company.Scene;
import io.tocsin.risk.company.Schedule;
import io.tocsin.risk.company.Session;
import io.tocsin.risk.company.vendor.Okta;
import io.tocsin.risk.company.vendor.Statement;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Sessions that go on from another network: from the office home, into the VPN and out of it, from the train. And what
 * Okta thinks of people on their trips.
 */
public final class Moving implements Habit {
    /** Within a session. */
    private static final double MOVES = 0.03;

    /** Okta finds a move odd. */
    private static final double ODD = 0.15;

    private static final double ODDER = 0.01;

    /** Okta finds a day on a trip odd. */
    private static final double ODD_TRIP = 0.2;

    private static final double ODDER_TRIP = 0.02;

    @Override
    public void live(Schedule today, Dice dice, Consumer<Statement> told) {
        Okta okta = new Okta(dice);
        for (Session session : today.sessions()) {
            if (dice.chance(MOVES)) {
                Instant at = session.from().plus(dice.between(Duration.ofMinutes(5), Duration.ofHours(3)));
                Scene moved = session.scene().from(elsewhere(today, session, dice));
                RiskLevel opinion =
                        dice.chance(ODDER) ? RiskLevel.HIGH : dice.chance(ODD) ? RiskLevel.MEDIUM : RiskLevel.LOW;
                okta.moved(at, moved, opinion).forEach(told);
            }
        }
        if (today.away() && !today.sessions().isEmpty() && dice.chance(ODD_TRIP)) {
            RiskLevel level = dice.chance(ODDER_TRIP / ODD_TRIP) ? RiskLevel.HIGH : RiskLevel.MEDIUM;
            Instant at = today.sessions().getFirst().from().plusSeconds(2);
            told.accept(okta.judged(at, today.person(), level, RiskLevel.LOW, "New Geo-Location"));
            told.accept(okta.judged(
                    at.plus(dice.between(Duration.ofHours(4), Duration.ofHours(30))),
                    today.person(),
                    RiskLevel.LOW,
                    level,
                    "New Geo-Location"));
        }
    }

    private static Network elsewhere(Schedule today, Session session, Dice dice) {
        int number = today.person().number();
        boolean throughVpn = session.scene().from().address().startsWith("192.0.2.");
        if (today.person().vpn() && !throughVpn && dice.chance(0.5)) {
            return Network.vpn(number);
        }
        return Network.own(today.place(), 110_000 + number);
    }
}
