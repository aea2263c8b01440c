// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.vendor;

import io.tocsin.risk.company.Laptop;
import io.tocsin.risk.company.Network;
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
import org.jspecify.annotations.Nullable;

/** Jamf Pro's webhooks about Macs: check-ins at most once an hour, and smart groups that mean a check failed. */
public final class Jamf implements Management {
    private static final String BOOKS = "jamf:acme";
    private static final Statement.Vendor VENDOR = new Statement.Vendor("jamf", "jamf-acme", "webhook", false);

    public Statement checkedIn(Instant at, Person who, Network from) {
        SignalContext context = new SignalContext(from.address(), null, null, null, null, null, null);
        return of(
                at,
                who,
                "ComputerCheckIn",
                "seen",
                SignalType.DEVICE_SEEN,
                new DeviceFacts(true, null, "macOS", "15.6.1"),
                user(who),
                device(who.laptop()),
                context);
    }

    @Override
    public Statement enrolled(Instant at, Person who) {
        return of(
                at,
                who,
                "ComputerAdded",
                "enrolled",
                SignalType.DEVICE_ENROLLED,
                new DeviceFacts(true, null, "macOS", "15.6.1"),
                user(who),
                device(who.laptop()),
                SignalContext.NONE);
    }

    @Override
    public Statement unenrolled(Instant at, Person who) {
        return of(
                at,
                who,
                "ComputerUnEnrolled",
                "unenrolled",
                SignalType.DEVICE_UNENROLLED,
                new DeviceFacts(false, null, "macOS", "15.6.1"),
                user(who),
                device(who.laptop()),
                SignalContext.NONE);
    }

    /** A smart group names the computer by Jamf's number alone. */
    @Override
    public Statement checked(Instant at, Person who, Check check, boolean passed) {
        String id = BOOKS + ":group:" + check.group();
        ComplianceStatus now = passed ? ComplianceStatus.COMPLIANT : ComplianceStatus.NOT_COMPLIANT;
        ComplianceStatus before = passed ? ComplianceStatus.NOT_COMPLIANT : ComplianceStatus.COMPLIANT;
        return of(
                at,
                who,
                "SmartGroupComputerMembershipChange",
                id + "=" + now,
                SignalType.DEVICE_COMPLIANCE_CHANGED,
                new Compliance(now, before, List.of(new PostureCheck(id, check.title(), passed))),
                null,
                new Names()
                        .strong(
                                IdentifierKind.DEVICE_VENDOR_ID,
                                BOOKS,
                                Integer.toString(who.laptop().number()))
                        .named(who.laptop().host()),
                SignalContext.NONE);
    }

    private static Statement of(
            Instant at,
            Person who,
            String word,
            String state,
            SignalType type,
            SignalPayload payload,
            @Nullable Entity user,
            Entity device,
            SignalContext context) {
        return new Statement(
                Carrier.JAMF,
                VENDOR,
                word,
                word + "|" + who.laptop().number() + "|" + state + "|" + at.toEpochMilli(),
                0,
                at,
                type,
                payload,
                type == SignalType.DEVICE_COMPLIANCE_CHANGED ? InitiatingEntity.POLICY : null,
                user,
                device,
                null,
                context);
    }

    private static Entity user(Person who) {
        return new Names()
                .strong(IdentifierKind.USER_EMAIL, "", who.login())
                .medium(
                        IdentifierKind.USER_LOGIN,
                        BOOKS,
                        who.login().substring(0, who.login().indexOf('@')))
                .named(who.name());
    }

    private static Entity device(Laptop laptop) {
        return new Names()
                .strong(IdentifierKind.DEVICE_SERIAL, "serial", laptop.serial())
                .strong(IdentifierKind.DEVICE_UDID, "", laptop.udid())
                .strong(IdentifierKind.DEVICE_VENDOR_ID, BOOKS, Integer.toString(laptop.number()))
                .medium(IdentifierKind.DEVICE_MAC, "", laptop.mac())
                .medium(IdentifierKind.DEVICE_HOSTNAME, "", laptop.host())
                .named(laptop.host());
    }
}
