// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.attack;

import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Person;
import io.tocsin.risk.company.Session;
import io.tocsin.risk.company.vendor.Management;
import io.tocsin.risk.company.vendor.Management.Check;
import io.tocsin.risk.label.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A laptop loses its protection bit by bit, until it leaves management altogether and work goes on on it. No single
 * check is reason enough to throw somebody out; to be unmanaged with checks failing is.
 */
final class ComplianceDrift implements Attack {
    private static final List<Check> ORDER = List.of(Check.FIREWALL, Check.DISK_ENCRYPTED, Check.SENSOR_RUNS);
    private static final int GOES_ON_DAYS = 3;

    @Override
    public void stage(Ground ground, Dice dice) {
        Ground.Hit hit = ground.someSession(dice);
        Person who = hit.person();
        Management management = Management.of(who.laptop());
        Instant at = hit.at().minus(dice.between(Duration.ofHours(1), Duration.ofHours(30)));
        Instant start = at;
        for (Check check : ORDER) {
            ground.tell(management.checked(at, who, check, false));
            at = at.plus(dice.between(Duration.ZERO, Duration.between(at, hit.at())));
        }
        var left = management.unenrolled(hit.at(), who);
        ground.tell(left);
        Instant catchable = left.at();
        Instant end = catchable.plus(Duration.ofDays(GOES_ON_DAYS));
        List<String> sessions =
                ground.laptopSessions(who, ground.day().apply(day(ground, hit.at())), GOES_ON_DAYS + 2).stream()
                        .filter(session -> session.until().isAfter(catchable)
                                && session.from().isBefore(end))
                        .map(Session::id)
                        .toList();
        ground.label(new Label(
                "compliance-drift",
                Label.Expected.REVOKE,
                who.login(),
                who.laptop().serial(),
                sessions,
                start.isBefore(catchable) ? start : catchable,
                catchable,
                end));
    }

    private static int day(Ground ground, Instant at) {
        Duration since = Duration.between(ground.day().apply(0).begins(), at);
        // sessions east of Greenwich begin the day before
        return (int) Math.max(0, since.toDays() - 1);
    }
}
