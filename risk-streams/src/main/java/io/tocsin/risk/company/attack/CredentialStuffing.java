// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.attack;

import io.tocsin.risk.company.Day;
import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Network;
import io.tocsin.risk.company.Person;
import io.tocsin.risk.company.Scene;
import io.tocsin.risk.company.vendor.Okta;
import io.tocsin.risk.company.vendor.Partner;
import io.tocsin.risk.label.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Passwords from elsewhere, each tried once or twice on its own account through hijacked homes, no two from the same.
 * Where one fits, nothing failed before; a leak service may name the account days later. The hardest kind: much of it
 * looks like somebody on holiday.
 */
final class CredentialStuffing implements Attack {
    private static final int TARGETS = 400;
    private static final double HITS = 0.015;
    private static final double CHALLENGED = 0.4;
    private static final double ONE_TRY_BEFORE = 0.5;
    private static final double LEAK_TURNS_UP = 0.5;

    @Override
    public void stage(Ground ground, Dice dice) {
        Day day = ground.someDay(dice);
        Instant begins = day.at(dice.between(Duration.ZERO, Duration.ofHours(20)));
        int targets = Math.min(TARGETS, ground.company().people().size() / 3 + 1);
        Okta okta = new Okta(dice);
        for (int i = 0; i < targets; i++) {
            Person target = ground.somebody(dice, day);
            Network from = Network.hijacked(dice);
            Instant at = begins.plus(dice.between(Duration.ZERO, Duration.ofHours(2)));
            Scene scene = Scene.intruder(target, null, from);
            if (i > 0 && !dice.chance(HITS)) {
                ground.tell(okta.mistyped(at, scene));
                continue;
            }
            if (dice.chance(ONE_TRY_BEFORE)) {
                ground.tell(okta.mistyped(at.minusSeconds(dice.between(2, 20)), scene));
            }
            if (i > 0 && dice.chance(CHALLENGED)) {
                ground.tell(okta.deniedChallenge(at.plusSeconds(dice.between(5, 60)), scene));
                continue;
            }
            String session = new Intrusion(ground, dice.of("in", i)).signIn(at, target, from, false);
            Instant end = at.plus(Duration.ofHours(24));
            if (dice.chance(LEAK_TURNS_UP)) {
                Instant known = at.plus(dice.between(Duration.ofHours(1), Duration.ofHours(60)));
                ground.tell(new Partner(dice).leaked(known, target));
                end = known.plus(Duration.ofHours(12));
            }
            ground.label(new Label(
                    "credential-stuffing",
                    Label.Expected.REVOKE,
                    target.login(),
                    null,
                    List.of(session),
                    begins,
                    at,
                    end));
        }
    }
}
