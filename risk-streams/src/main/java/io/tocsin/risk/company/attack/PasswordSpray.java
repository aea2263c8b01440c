// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.attack;

import io.tocsin.risk.company.Day;
import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Network;
import io.tocsin.risk.company.Person;
import io.tocsin.risk.company.Scene;
import io.tocsin.risk.company.vendor.Okta;
import io.tocsin.risk.label.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One common password tried on many accounts from a few rented machines, slowly. A few accounts have it and no second
 * factor on them: whoever gets in should be thrown out at once, since the same machines failed everywhere else.
 */
final class PasswordSpray implements Attack {
    private static final int TARGETS = 500;
    private static final double HITS = 0.015;
    private static final double CHALLENGED = 0.5;

    @Override
    public void stage(Ground ground, Dice dice) {
        Day day = ground.someDay(dice);
        Instant begins = day.at(dice.between(Duration.ZERO, Duration.ofHours(18)));
        List<Network> machines = List.of(Network.rented(dice), Network.rented(dice), Network.rented(dice));
        int targets = Math.min(TARGETS, ground.company().people().size() / 3 + 1);
        Okta okta = new Okta(dice);
        for (int i = 0; i < targets; i++) {
            Person target = ground.somebody(dice, day);
            Network from = dice.one(machines);
            Instant at = begins.plus(dice.between(Duration.ZERO, Duration.ofHours(4)));
            Scene scene = Scene.intruder(target, null, from);
            // the first is always one, so that there is something to catch
            if (i > 0 && !dice.chance(HITS)) {
                ground.tell(okta.mistyped(at, scene));
            } else if (i > 0 && dice.chance(CHALLENGED)) {
                ground.tell(okta.deniedChallenge(at.plusSeconds(dice.between(5, 60)), scene));
            } else {
                // late enough for the machines to be known by then
                Instant in = begins.plus(dice.between(Duration.ofHours(1), Duration.ofHours(4)));
                String session = new Intrusion(ground, dice.of("in", i)).signIn(in, target, from, false);
                ground.label(new Label(
                        "password-spray",
                        Label.Expected.REVOKE,
                        target.login(),
                        null,
                        List.of(session),
                        begins,
                        in,
                        in.plus(Duration.ofHours(12))));
            }
        }
    }
}
