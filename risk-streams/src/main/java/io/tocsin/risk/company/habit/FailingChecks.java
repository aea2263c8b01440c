// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.habit;

import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Schedule;
import io.tocsin.risk.company.vendor.Management;
import io.tocsin.risk.company.vendor.Management.Check;
import io.tocsin.risk.company.vendor.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** A check fails (an update is due, a firewall was switched off for a while) and passes again, soon or after days. */
public final class FailingChecks implements Habit {
    /** Within a working day. */
    private static final double FAILS = 0.012;

    /** Of those, who leave it for days. */
    private static final double LINGERS = 0.2;

    /** An update is due far more often than a disk is unencrypted. */
    private static final List<Check> MIX = List.of(
            Check.SYSTEM_UP_TO_DATE,
            Check.SYSTEM_UP_TO_DATE,
            Check.SYSTEM_UP_TO_DATE,
            Check.SYSTEM_UP_TO_DATE,
            Check.FIREWALL,
            Check.FIREWALL,
            Check.DISK_ENCRYPTED,
            Check.SENSOR_RUNS);

    @Override
    public void live(Schedule today, Dice dice, Consumer<Statement> told) {
        if (today.sessions().isEmpty() || !dice.chance(FAILS)) {
            return;
        }
        Management management = Management.of(today.person().laptop());
        Check check = dice.one(MIX);
        Instant at = today.sessions().getFirst().from().plusSeconds(dice.between(300, 25_000));
        Duration lasts = dice.chance(LINGERS)
                ? dice.between(Duration.ofDays(1), Duration.ofDays(6))
                : dice.between(Duration.ofMinutes(30), Duration.ofHours(20));
        told.accept(management.checked(at, today.person(), check, false));
        told.accept(management.checked(at.plus(lasts), today.person(), check, true));
    }
}
