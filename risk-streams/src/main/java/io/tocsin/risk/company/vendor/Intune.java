// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.vendor;

import io.tocsin.risk.company.Laptop;
import io.tocsin.risk.company.Person;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalPayload.Compliance;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Intune's managed devices, compared every ten minutes: a change is known to have happened by then. */
public final class Intune implements Management {
    static final String BOOKS = "intune:acme";

    private static final Statement.Vendor VENDOR =
            new Statement.Vendor("intune", "intune-acme", "managed-devices", false);
    private static final long ROUND_SECONDS = 600;

    @Override
    public Statement enrolled(Instant at, Person who) {
        return of(
                at, who, "enrolled", SignalType.DEVICE_ENROLLED, new DeviceFacts(true, null, "Windows", "10.0.26100"));
    }

    @Override
    public Statement unenrolled(Instant at, Person who) {
        return of(
                at,
                who,
                "retired",
                SignalType.DEVICE_UNENROLLED,
                new DeviceFacts(false, null, "Windows", "10.0.26100"));
    }

    @Override
    public Statement checked(Instant at, Person who, Check check, boolean passed) {
        String id = BOOKS + ":setting:" + check.name();
        ComplianceStatus now = passed ? ComplianceStatus.COMPLIANT : ComplianceStatus.NOT_COMPLIANT;
        ComplianceStatus before = passed ? ComplianceStatus.NOT_COMPLIANT : ComplianceStatus.COMPLIANT;
        return of(
                at,
                who,
                check.name() + "=" + (passed ? "compliant" : "noncompliant"),
                SignalType.DEVICE_COMPLIANCE_CHANGED,
                new Compliance(now, before, List.of(new PostureCheck(id, check.title(), passed))));
    }

    private static Statement of(Instant at, Person who, String state, SignalType type, SignalPayload payload) {
        Instant snapshot = Instant.ofEpochSecond((at.getEpochSecond() / ROUND_SECONDS + 1) * ROUND_SECONDS);
        Laptop laptop = who.laptop();
        return new Statement(
                Carrier.INTUNE,
                VENDOR,
                "managedDevice",
                laptop.number() + "|" + state + "|" + snapshot,
                0,
                snapshot,
                type,
                payload,
                type == SignalType.DEVICE_COMPLIANCE_CHANGED ? InitiatingEntity.POLICY : null,
                user(who),
                device(laptop),
                null,
                SignalContext.NONE);
    }

    private static Entity user(Person who) {
        return new Names()
                .strong(IdentifierKind.USER_UPN, "", who.login())
                .strong(IdentifierKind.USER_EMAIL, "", who.login())
                .named(who.name());
    }

    private static Entity device(Laptop laptop) {
        return new Names()
                .strong(IdentifierKind.DEVICE_SERIAL, "serial", laptop.serial())
                .strong(IdentifierKind.DEVICE_ENTRA_ID, "", laptop.directory())
                .strong(IdentifierKind.DEVICE_VENDOR_ID, BOOKS, laptop.udid().toLowerCase(Locale.ROOT))
                .medium(IdentifierKind.DEVICE_MAC, "", laptop.mac())
                .medium(IdentifierKind.DEVICE_HOSTNAME, "", laptop.host())
                .named(laptop.host());
    }
}
