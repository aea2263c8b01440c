// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.habit;

import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Schedule;
import io.tocsin.risk.company.Session;
import io.tocsin.risk.company.vendor.Okta;
import io.tocsin.risk.company.vendor.Partner;
import io.tocsin.risk.company.vendor.Statement;
import io.tocsin.schemas.event.ChangeType;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * New phones, new passwords, forgotten ones, suspicious mails that were none; and old leaks that turn up again. All
 * within a working day.
 */
public final class ChangingCredentials implements Habit {
    /** The old factor goes, the new one comes. */
    private static final double NEW_PHONE = 0.003;

    /** Every ninety days. */
    private static final double NEW_PASSWORD = 0.011;

    private static final double FORGOTTEN = 0.001;
    private static final double REPORTS = 0.0002;

    /** Somebody's password of long ago, found in a collection. */
    private static final double OLD_LEAK = 0.00005;

    @Override
    public void live(Schedule today, Dice dice, Consumer<Statement> told) {
        if (today.sessions().isEmpty()) {
            return;
        }
        Session session = today.sessions().getFirst();
        Okta okta = new Okta(dice);
        Instant at = session.from().plusSeconds(dice.between(600, 14_400));
        if (dice.chance(NEW_PHONE)) {
            told.accept(okta.factor(at, session.scene(), ChangeType.DELETE));
            told.accept(okta.factor(at.plusSeconds(dice.between(40, 400)), session.scene(), ChangeType.CREATE));
        }
        if (dice.chance(NEW_PASSWORD)) {
            told.accept(okta.newPassword(at, session.scene()));
        }
        if (dice.chance(FORGOTTEN)) {
            told.accept(okta.passwordReset(at, today.person()));
        }
        if (dice.chance(REPORTS)) {
            told.accept(okta.reported(at, session.scene()));
        }
        if (dice.chance(OLD_LEAK)) {
            told.accept(new Partner(dice).leaked(at, today.person()));
            told.accept(okta.newPassword(at.plusSeconds(dice.between(3_600, 90_000)), session.scene()));
        }
    }
}
