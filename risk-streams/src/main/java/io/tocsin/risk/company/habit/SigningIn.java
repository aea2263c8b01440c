// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.habit;

import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Schedule;
import io.tocsin.risk.company.Session;
import io.tocsin.risk.company.vendor.Okta;
import io.tocsin.risk.company.vendor.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Sessions: sign in, pass the challenge, open applications, perhaps sign out. */
public final class SigningIn implements Habit {
    /** How often an application is opened in an hour of a session. */
    private static final double APPLICATIONS_AN_HOUR = 0.45;

    /** The phone asks, and the thumb is on the wrong button. */
    private static final double DENIED_BY_MISTAKE = 0.004;

    @Override
    public void live(Schedule today, Dice dice, Consumer<Statement> told) {
        Okta okta = new Okta(dice);
        for (Session session : today.sessions()) {
            Instant at = session.from();
            if (dice.chance(DENIED_BY_MISTAKE)) {
                told.accept(okta.deniedChallenge(at.minusSeconds(dice.between(8, 30)), session.scene()));
            }
            told.accept(okta.signedIn(at, session.scene()));
            told.accept(okta.passedChallenge(at.plusMillis(dice.between(800, 9_000)), session.scene()));
            Duration length = Duration.between(at, session.until());
            int applications = 1 + dice.times(APPLICATIONS_AN_HOUR * length.toMinutes() / 60.0);
            for (int i = 0; i < applications; i++) {
                told.accept(okta.openedApplication(
                        at.plusSeconds(10).plus(dice.between(Duration.ZERO, length)), session.scene()));
            }
            if (session.signsOut()) {
                told.accept(okta.signedOut(session.until().plusSeconds(20), session.scene()));
            }
        }
    }
}
