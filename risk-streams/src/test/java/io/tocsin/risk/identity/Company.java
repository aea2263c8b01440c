// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What is heard of a company that is so small that things meet. */
final class Company {
    private Company() {}

    /** The same, heard of another tenant. */
    static Signal inTenant(String tenant, Signal signal) {
        return new Signal(
                tenant + signal.id(),
                signal.type(),
                signal.times(),
                new SignalSource(
                        tenant,
                        signal.source().vendor(),
                        signal.source().connector(),
                        "log",
                        signal.source().transport(),
                        signal.source().eventType(),
                        null,
                        null),
                null,
                null,
                signal.user(),
                signal.device(),
                signal.session(),
                signal.payload(),
                signal.context(),
                signal.provenance(),
                signal.attributes());
    }

    /** All sorts. */
    static List<Signal> signals(Random random, int count) {
        List<Signal> signals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            signals.add(random.nextInt(4) == 0 ? vague(random, i * 0.5) : sure(random, i * 0.5));
        }
        return signals;
    }

    /** With strong names only. */
    static List<Signal> strong(Random random, int count) {
        List<Signal> signals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            signals.add(sure(random, i * 0.5));
        }
        return signals;
    }

    private static Signal sure(Random random, double minute) {
        int who = random.nextInt(5);
        int which = random.nextInt(6);
        Identifier id = Heard.strong(IdentifierKind.USER_VENDOR_ID, "okta:acme", "user-" + who);
        Identifier mail = Heard.strong(IdentifierKind.USER_EMAIL, "", "user" + who + "@acme.example");
        Identifier okta = Heard.strong(IdentifierKind.DEVICE_VENDOR_ID, "okta:acme", "okta-" + which);
        Identifier serial = Heard.serial("SERIAL000" + which);
        Identifier agent = Heard.strong(IdentifierKind.DEVICE_VENDOR_ID, "crowdstrike:acme", "agent-" + which);
        int number = random.nextInt(12);
        String session = "session-" + number;
        Identifier owner = Heard.strong(IdentifierKind.USER_VENDOR_ID, "okta:acme", "user-" + number % 5);
        return switch (random.nextInt(9)) {
            case 0, 1 -> Heard.opened(session, owner, random.nextBoolean() ? okta : serial, minute);
            case 2 -> Heard.seen(minute, serial, okta);
            case 3 -> Heard.threat(minute, random.nextBoolean() ? agent : serial);
            case 4 -> Heard.threat(minute, agent, serial);
            case 5 -> Heard.active(minute, mail);
            case 6 -> Heard.active(minute, id, mail);
            case 7 -> random.nextInt(3) == 0 ? Heard.revokedAll(id, minute) : Heard.ended(session, minute);
            default ->
                Heard.a(SignalType.DEVICE_USER_ASSIGNED, minute)
                        .on(serial)
                        .user(mail)
                        .signal();
        };
    }

    private static Signal vague(Random random, double minute) {
        int which = random.nextInt(8);
        Identifier host = Heard.medium(IdentifierKind.DEVICE_HOSTNAME, "", "box-" + which);
        Identifier mac = Heard.medium(IdentifierKind.DEVICE_MAC, "", "00:00:5E:00:53:0" + which);
        Identifier local = Heard.weak(IdentifierKind.USER_LOCAL_NAME, "local-" + random.nextInt(5));
        return switch (random.nextInt(5)) {
            case 0 -> Heard.seen(minute, Heard.serial("SERIAL000" + which), host, mac);
            case 1 -> Heard.threat(minute, host, mac);
            case 2 -> Heard.threat(minute, host);
            case 3 -> Heard.a(SignalType.MFA_CHANGED, minute).user(local).signal();
            default ->
                Heard.active(
                        minute,
                        Heard.strong(IdentifierKind.USER_VENDOR_ID, "okta:acme", "user-" + random.nextInt(5)),
                        local);
        };
    }
}
