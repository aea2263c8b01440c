// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.attack;

import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Network;
import io.tocsin.risk.company.Person;
import io.tocsin.risk.company.Scene;
import io.tocsin.risk.company.vendor.Okta;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Duration;
import java.time.Instant;

/** What somebody does who got into an account: looks around, and makes sure to get in again. */
final class Intrusion {
    private static final double ADDS_A_FACTOR = 0.4;

    /** Okta notices that the sign-in is odd. */
    private static final double SUSPECTED = 0.35;

    private static final double STRONGLY_SUSPECTED = 0.25;

    private final Ground ground;
    private final Dice dice;
    private final Okta okta;

    Intrusion(Ground ground, Dice dice) {
        this.ground = ground;
        this.dice = dice;
        this.okta = new Okta(dice);
    }

    /**
     * Signs in as the victim.
     *
     * @param challenged a challenge was passed, too
     * @return the session's id
     */
    String signIn(Instant at, Person victim, Network from, boolean challenged) {
        String id = "idx" + dice.letters(20);
        Scene scene = Scene.intruder(victim, id, from);
        ground.tell(okta.signedIn(at, scene));
        if (challenged) {
            ground.tell(okta.passedChallenge(at.plusMillis(dice.between(300, 2_000)), scene));
        }
        if (dice.chance(SUSPECTED)) {
            RiskLevel level = dice.chance(STRONGLY_SUSPECTED / SUSPECTED) ? RiskLevel.HIGH : RiskLevel.MEDIUM;
            ground.tell(okta.judged(
                    at.plusSeconds(dice.between(1, 90)), victim, level, RiskLevel.LOW, "Suspicious App Access"));
        }
        goOn(at, scene);
        return id;
    }

    /** In a session that is there. */
    void goOn(Instant at, Scene scene) {
        int applications = dice.between(2, 6);
        for (int i = 0; i < applications; i++) {
            ground.tell(
                    okta.openedApplication(at.plus(dice.between(Duration.ofSeconds(20), Duration.ofHours(2))), scene));
        }
        if (dice.chance(ADDS_A_FACTOR)) {
            ground.tell(okta.factor(
                    at.plus(dice.between(Duration.ofMinutes(1), Duration.ofMinutes(20))), scene, ChangeType.CREATE));
        }
    }
}
