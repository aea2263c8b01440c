// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.attack;

import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Network;
import io.tocsin.risk.company.Scene;
import io.tocsin.risk.company.vendor.Edr;
import io.tocsin.risk.company.vendor.Okta;
import io.tocsin.risk.company.vendor.Partner;
import io.tocsin.risk.label.Label;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Malware takes the browser's cookies and passwords; minutes to an hour later the session is used from elsewhere. The
 * EDR mostly sees the malware; the leak service mostly sees the loot, later.
 */
final class Infostealer implements Attack {
    private static final double FOUND_HIGH = 0.65;
    private static final double FOUND_MEDIUM = 0.2;
    private static final double OKTA_SUSPECTS = 0.5;
    private static final double LOOT_FOR_SALE = 0.4;
    private static final String TITLE = "Credential access: browser stores read by an unsigned process";

    @Override
    public void stage(Ground ground, Dice dice) {
        Ground.Hit hit = ground.someSession(dice);
        Edr edr = Edr.of(hit.person().laptop());
        double luck = dice.fraction();
        if (luck < FOUND_HIGH + FOUND_MEDIUM) {
            Severity severity = luck < FOUND_HIGH ? Severity.HIGH : Severity.MEDIUM;
            String finding = dice.hex(32);
            ground.tell(edr.found(
                    hit.at().plusSeconds(5), hit.person(), finding, TITLE, severity, List.of("T1555.003", "T1539")));
            ground.tell(edr.closed(
                    hit.at().plus(dice.between(Duration.ofHours(12), Duration.ofDays(2))),
                    hit.person(),
                    finding,
                    TITLE,
                    severity,
                    FindingState.RESOLVED));
        }
        Instant used = hit.at().plus(dice.between(Duration.ofMinutes(5), Duration.ofMinutes(60)));
        Scene stolen = Scene.intruder(hit.person(), hit.session().id(), Network.rented(dice));
        new Okta(dice)
                .moved(used, stolen, dice.chance(OKTA_SUSPECTS) ? RiskLevel.MEDIUM : RiskLevel.LOW)
                .forEach(ground::tell);
        new Intrusion(ground, dice.of("in")).goOn(used, stolen);
        if (dice.chance(LOOT_FOR_SALE)) {
            ground.tell(new Partner(dice)
                    .leaked(used.plus(dice.between(Duration.ofHours(6), Duration.ofDays(3))), hit.person()));
        }
        ground.label(new Label(
                "infostealer",
                Label.Expected.REVOKE,
                hit.person().login(),
                hit.person().laptop().serial(),
                List.of(hit.session().id()),
                hit.at(),
                used,
                used.plus(Duration.ofHours(12))));
    }
}
