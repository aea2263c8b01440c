// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.habit;

import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Schedule;
import io.tocsin.risk.company.Session;
import io.tocsin.risk.company.vendor.Okta;
import io.tocsin.risk.company.vendor.Statement;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Passwords mistyped before a sign-in; once in a while so often that the account is locked until the helpdesk helps.
 */
public final class Mistyping implements Habit {
    /** Before a sign-in. */
    private static final double MISTYPES = 0.07;

    private static final double AGAIN = 0.3;

    /** Within a day. */
    private static final double LOCKED_OUT = 0.0008;

    private static final int TRIES_TO_LOCK = 10;

    @Override
    public void live(Schedule today, Dice dice, Consumer<Statement> told) {
        Okta okta = new Okta(dice);
        for (Session session : today.sessions()) {
            Instant at = session.from();
            double chance = MISTYPES;
            while (dice.chance(chance)) {
                at = at.minusSeconds(dice.between(4, 25));
                told.accept(okta.mistyped(at, session.scene()));
                chance = AGAIN;
            }
        }
        if (!today.sessions().isEmpty() && dice.chance(LOCKED_OUT)) {
            Session session = today.sessions().getFirst();
            Instant at = session.from().plusSeconds(dice.between(3_600, 14_400));
            for (int i = 0; i < TRIES_TO_LOCK; i++) {
                at = at.plusSeconds(dice.between(3, 20));
                told.accept(okta.mistyped(at, session.scene()));
            }
            told.accept(okta.locked(at.plusSeconds(1), today.person()));
            told.accept(okta.unlocked(at.plusSeconds(dice.between(300, 3_600)), today.person()));
        }
    }
}
