// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.attack;

import io.tocsin.risk.company.Day;
import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Person;
import io.tocsin.risk.company.Schedule;
import io.tocsin.risk.company.Session;
import io.tocsin.risk.company.vendor.Edr;
import io.tocsin.risk.label.Label;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * No attack: an EDR's new rules find something on one laptop in twenty within minutes, and take it back hours later.
 */
final class AlertStorm implements Attack {
    private static final double LAPTOPS = 0.05;
    private static final double CRITICAL = 0.2;
    private static final String TITLE = "Suspicious kernel module";

    @Override
    public void stage(Ground ground, Dice dice) {
        Instant begins = ground.someSession(dice).at();
        Day day = ground.day().apply((int)
                Duration.between(ground.day().apply(0).begins(), begins).toDays());
        boolean critical = dice.chance(CRITICAL);
        Severity severity = critical ? Severity.CRITICAL : Severity.HIGH;
        Edr whose = dice.one(List.of(Edr.values()));
        for (Person person : ground.company().people()) {
            if (Edr.of(person.laptop()) != whose || !person.isHere(day.number()) || !dice.chance(LAPTOPS * 2)) {
                continue;
            }
            String finding = dice.hex(32);
            Instant at = begins.plus(dice.between(Duration.ZERO, Duration.ofMinutes(10)));
            Instant closed = begins.plus(dice.between(Duration.ofHours(2), Duration.ofHours(5)));
            ground.tell(whose.found(at, person, finding, TITLE, severity, List.of("T1547.006")));
            ground.tell(whose.closed(closed, person, finding, TITLE, severity, FindingState.FALSE_POSITIVE));
            Schedule schedule = ground.schedule().apply(person, day);
            ground.label(new Label(
                    "alert-storm",
                    Label.Expected.SPARE,
                    person.login(),
                    person.laptop().serial(),
                    schedule.sessions().stream().map(Session::id).toList(),
                    at,
                    at,
                    closed));
        }
    }
}
