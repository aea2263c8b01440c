// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.habit;

import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Schedule;
import io.tocsin.risk.company.vendor.Edr;
import io.tocsin.risk.company.vendor.Statement;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Findings that are none: administrators' scripts, cracked fonts, adware. Most are closed, in time or not. */
public final class NoisyEdr implements Habit {
    /** Within a working day. */
    private static final double LOW = 0.003;

    private static final double MEDIUM = 0.002;
    private static final double HIGH = 0.0004;
    private static final double CRITICAL = 0.00001;

    private static final double STOPPED_BY_THE_EDR = 0.5;
    private static final double CLOSED = 0.8;

    @Override
    public void live(Schedule today, Dice dice, Consumer<Statement> told) {
        if (today.sessions().isEmpty()) {
            return;
        }
        find(today, dice, told, LOW, Severity.LOW, "Potentially unwanted application");
        find(today, dice, told, MEDIUM, Severity.MEDIUM, "Script with unusual arguments");
        find(today, dice, told, HIGH, Severity.HIGH, "Remote administration tool");
        find(today, dice, told, CRITICAL, Severity.CRITICAL, "Behaviour of ransomware");
    }

    private static void find(
            Schedule today, Dice dice, Consumer<Statement> told, double chance, Severity severity, String title) {
        if (!dice.chance(chance)) {
            return;
        }
        Edr edr = Edr.of(today.person().laptop());
        String finding = dice.hex(32);
        Instant at = today.sessions().getFirst().from().plusSeconds(dice.between(60, 28_000));
        told.accept(edr.found(at, today.person(), finding, title, severity, List.of()));
        if (dice.chance(STOPPED_BY_THE_EDR)) {
            told.accept(edr.mitigated(at.plusSeconds(dice.between(1, 90)), today.person(), finding, title, severity));
        }
        if (dice.chance(CLOSED)) {
            Instant closed = at.plus(dice.between(Duration.ofHours(1), Duration.ofDays(3)));
            told.accept(edr.closed(closed, today.person(), finding, title, severity, FindingState.FALSE_POSITIVE));
        }
    }
}
