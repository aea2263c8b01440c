// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.attack;

import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Network;
import io.tocsin.risk.company.Scene;
import io.tocsin.risk.company.vendor.Okta;
import io.tocsin.risk.company.vendor.Partner;
import io.tocsin.risk.label.Label;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A session's cookie, stolen through a proxy that the victim signed in by, is used from a rented machine. */
final class SessionTheft implements Attack {
    private static final double FOUND_HIGH = 0.35;
    private static final double FOUND_MEDIUM = 0.4;

    /** Its refresh token is used twice, and the gateway sees it. */
    private static final double REUSED = 0.25;

    @Override
    public void stage(Ground ground, Dice dice) {
        Ground.Hit hit = ground.someSession(dice);
        Network from = Network.rented(dice);
        Scene stolen = Scene.intruder(hit.person(), hit.session().id(), from);
        double luck = dice.fraction();
        RiskLevel opinion = luck < FOUND_HIGH
                ? RiskLevel.HIGH
                : luck < FOUND_HIGH + FOUND_MEDIUM ? RiskLevel.MEDIUM : RiskLevel.LOW;
        new Okta(dice).moved(hit.at(), stolen, opinion).forEach(ground::tell);
        new Intrusion(ground, dice.of("in")).goOn(hit.at(), stolen);
        if (dice.chance(REUSED)) {
            Instant at = hit.at().plus(dice.between(Duration.ofMinutes(1), Duration.ofHours(1)));
            ground.tell(new Partner(dice).reused(at, hit.person(), hit.session().id()));
        }
        ground.label(new Label(
                "session-theft",
                Label.Expected.REVOKE,
                hit.person().login(),
                null,
                List.of(hit.session().id()),
                hit.at(),
                hit.at(),
                hit.at().plus(Duration.ofHours(8))));
    }
}
