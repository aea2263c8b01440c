// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.attack;

import io.tocsin.risk.company.Dice;

/**
 * How many attacks of each kind there are on ten thousand people in thirty days; fewer people or days have
 * proportionally fewer, but one of each. Far more than a company would hope for, and so that each kind is seen often
 * enough to be measured.
 */
public final class Attacks {
    private static final double PASSWORD_SPRAYS = 4;
    private static final double CREDENTIAL_STUFFINGS = 5;
    private static final double SESSION_THEFTS = 40;
    private static final double MFA_FATIGUES = 40;
    private static final double INFOSTEALERS = 40;
    private static final double COMPLIANCE_DRIFTS = 40;
    private static final double ALERT_STORMS = 2;

    private static final double PERSON_DAYS = 10_000 * 30.0;

    private Attacks() {}

    /** Stages all of them. */
    public static void stage(Ground ground, Dice dice) {
        stage(ground, dice, "password-spray", PASSWORD_SPRAYS, new PasswordSpray());
        stage(ground, dice, "credential-stuffing", CREDENTIAL_STUFFINGS, new CredentialStuffing());
        stage(ground, dice, "session-theft", SESSION_THEFTS, new SessionTheft());
        stage(ground, dice, "mfa-fatigue", MFA_FATIGUES, new MfaFatigue());
        stage(ground, dice, "infostealer", INFOSTEALERS, new Infostealer());
        stage(ground, dice, "compliance-drift", COMPLIANCE_DRIFTS, new ComplianceDrift());
        stage(ground, dice, "alert-storm", ALERT_STORMS, new AlertStorm());
    }

    private static void stage(Ground ground, Dice dice, String kind, double often, Attack attack) {
        double share =
                ground.company().people().size() * (double) ground.company().days() / PERSON_DAYS;
        long times = Math.max(1, Math.round(often * share));
        for (int i = 0; i < times; i++) {
            attack.stage(ground, dice.of(kind, i));
        }
    }
}
