// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.habit;

import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Schedule;
import io.tocsin.risk.company.vendor.Statement;
import java.util.List;
import java.util.function.Consumer;

/** Something that happens on somebody's day, or not. */
public interface Habit {
    /**
     * Lives the day.
     *
     * @param dice of this habit, on this day, for this person
     * @param told hears what vendors say of it, in any order, not necessarily of that day
     */
    void live(Schedule today, Dice dice, Consumer<Statement> told);

    static List<Habit> all() {
        return List.of(
                new SigningIn(),
                new Mistyping(),
                new CheckingIn(),
                new Moving(),
                new ChangingCredentials(),
                new FailingChecks(),
                new NoisyEdr(),
                new JoiningAndLeaving());
    }
}
