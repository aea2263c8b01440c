// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.attack;

import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Network;
import io.tocsin.risk.company.Scene;
import io.tocsin.risk.company.vendor.Okta;
import io.tocsin.risk.label.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Somebody has the password and asks for the second factor until it is given: push after push, denied, until one is
 * accepted, or the victim reports it, or the attacker gives up.
 */
final class MfaFatigue implements Attack {
    private static final double ACCEPTED = 0.6;
    private static final double REPORTED = 0.3;

    @Override
    public void stage(Ground ground, Dice dice) {
        Ground.Hit hit = ground.someSession(dice);
        Okta okta = new Okta(dice);
        Network from = Network.rented(dice);
        Scene scene = Scene.intruder(hit.person(), null, from);
        Instant at = hit.at();
        int pushes = dice.between(4, 15);
        for (int i = 0; i < pushes; i++) {
            ground.tell(okta.deniedChallenge(at, scene));
            at = at.plusSeconds(dice.between(20, 240));
        }
        boolean accepted = dice.chance(ACCEPTED);
        List<String> sessions = accepted
                ? List.of(new Intrusion(ground, dice.of("in")).signIn(at, hit.person(), from, true))
                : List.of();
        if (dice.chance(REPORTED)) {
            ground.tell(okta.reported(
                    at.plusSeconds(dice.between(60, 1_800)), hit.session().scene()));
        }
        ground.label(new Label(
                "mfa-fatigue",
                accepted ? Label.Expected.REVOKE : Label.Expected.EITHER,
                hit.person().login(),
                null,
                sessions,
                hit.at(),
                at,
                at.plus(Duration.ofHours(12))));
    }
}
