// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.habit;

import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Laptop;
import io.tocsin.risk.company.Scene.Hardware;
import io.tocsin.risk.company.Schedule;
import io.tocsin.risk.company.Session;
import io.tocsin.risk.company.vendor.Jamf;
import io.tocsin.risk.company.vendor.Statement;
import java.time.Instant;
import java.util.function.Consumer;

/** A Mac tells Jamf that it is there; once an hour is passed on. */
public final class CheckingIn implements Habit {
    @Override
    public void live(Schedule today, Dice dice, Consumer<Statement> told) {
        if (today.person().laptop().platform() != Laptop.Platform.MAC) {
            return;
        }
        Jamf jamf = new Jamf();
        for (Session session : today.sessions()) {
            if (session.scene().on() != Hardware.LAPTOP) {
                continue;
            }
            Instant at = session.from().minusSeconds(dice.between(30, 900));
            while (at.isBefore(session.until())) {
                told.accept(jamf.checkedIn(at, today.person(), session.scene().from()));
                at = at.plusSeconds(3_600 + dice.below(900));
            }
        }
    }
}
