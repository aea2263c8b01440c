// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.habit;

import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Person;
import io.tocsin.risk.company.Schedule;
import io.tocsin.risk.company.vendor.Management;
import io.tocsin.risk.company.vendor.Okta;
import io.tocsin.risk.company.vendor.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** First days: an account and a laptop. Last days: sessions ended, account disabled, laptop wiped. */
public final class JoiningAndLeaving implements Habit {
    @Override
    public void live(Schedule today, Dice dice, Consumer<Statement> told) {
        Person who = today.person();
        int day = today.day().number();
        Okta okta = new Okta(dice);
        Management management = Management.of(who.laptop());
        if (who.joins() > 0 && day == who.joins()) {
            Instant at = today.day().begins(who.office()).plus(Duration.ofHours(7));
            told.accept(okta.activated(at, who));
            told.accept(management.enrolled(at.plusSeconds(600), who));
            told.accept(okta.enrolled(at.plusSeconds(1_200), who));
        }
        if (who.leaves() != null && day == who.leaves() - 1) {
            Instant at = today.day().begins(who.office()).plus(Duration.ofHours(18));
            told.accept(okta.cleared(at, who));
            told.accept(okta.deactivated(at.plusSeconds(1), who));
            told.accept(management.unenrolled(at.plusSeconds(dice.between(3_600, 72_000)), who));
        }
    }
}
