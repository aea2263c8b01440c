// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.vendor;

import io.tocsin.risk.company.Laptop;
import io.tocsin.risk.company.Person;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalPayload.Threat;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whoever watches a laptop: Falcon on Macs, by its agent and the serial that its host API gives; Defender elsewhere, by
 * its machine and the directory's id of it, with the user of whom it has evidence.
 */
public enum Edr {
    FALCON(Carrier.FALCON, "crowdstrike", "event-stream", "EppDetectionSummaryEvent"),
    DEFENDER(Carrier.DEFENDER, "defender", "alerts", "alert");

    private final Carrier carrier;
    private final String vendor;
    private final String family;
    private final String word;

    Edr(Carrier carrier, String vendor, String family, String word) {
        this.carrier = carrier;
        this.vendor = vendor;
        this.family = family;
        this.word = word;
    }

    public static Edr of(Laptop laptop) {
        return switch (laptop.platform()) {
            case MAC -> FALCON;
            case WINDOWS -> DEFENDER;
        };
    }

    /**
     * A detection.
     *
     * @param finding the same for all that is said of it
     */
    public Statement found(
            Instant at, Person who, String finding, String title, Severity severity, List<String> techniques) {
        return about(
                at,
                who,
                finding,
                SignalType.THREAT_DETECTED,
                new Threat(finding, title, FindingState.NEW, severity, null, techniques));
    }

    /** Stopped by the EDR itself; somebody will still look at it. */
    public Statement mitigated(Instant at, Person who, String finding, String title, Severity severity) {
        return about(
                at,
                who,
                finding,
                SignalType.THREAT_UPDATED,
                new Threat(finding, title, FindingState.IN_PROGRESS, severity, true, List.of()));
    }

    /**
     * Somebody looked at it, and it is over.
     *
     * @param verdict {@code RESOLVED} or {@code FALSE_POSITIVE}
     */
    public Statement closed(
            Instant at, Person who, String finding, String title, Severity severity, FindingState verdict) {
        return about(
                at,
                who,
                finding,
                SignalType.THREAT_RESOLVED,
                new Threat(finding, title, verdict, severity, true, List.of()));
    }

    public Statement isolated(Instant at, Person who, boolean now) {
        String state = now ? "contained" : "normal";
        return new Statement(
                carrier,
                vendor(),
                "device_status",
                who.laptop().agent() + "|" + state + "|" + at,
                0,
                at,
                SignalType.DEVICE_ISOLATION_CHANGED,
                new DeviceFacts(null, now, null, null),
                null,
                null,
                device(who.laptop()),
                null,
                SignalContext.NONE);
    }

    private Statement about(Instant at, Person who, String finding, SignalType type, Threat threat) {
        return new Statement(
                carrier,
                vendor(),
                word,
                finding + "|" + threat.state() + "|" + at.toEpochMilli(),
                0,
                at,
                type,
                threat,
                null,
                user(who),
                device(who.laptop()),
                null,
                SignalContext.NONE);
    }

    private Statement.Vendor vendor() {
        return new Statement.Vendor(vendor, vendor + "-acme", family, true);
    }

    private @Nullable Entity user(Person who) {
        return switch (this) {
            case FALCON -> null;
            case DEFENDER ->
                new Names().strong(IdentifierKind.USER_UPN, "", who.login()).named(who.name());
        };
    }

    private Entity device(Laptop laptop) {
        return switch (this) {
            case FALCON ->
                new Names()
                        .strong(IdentifierKind.DEVICE_VENDOR_ID, "falcon:acme", laptop.agent())
                        .strong(IdentifierKind.DEVICE_SERIAL, "serial", laptop.serial())
                        .medium(IdentifierKind.DEVICE_HOSTNAME, "", laptop.host())
                        .medium(IdentifierKind.DEVICE_MAC, "", laptop.mac())
                        .named(laptop.host());
            case DEFENDER ->
                new Names()
                        .strong(IdentifierKind.DEVICE_VENDOR_ID, "defender:acme", laptop.agent())
                        .strong(IdentifierKind.DEVICE_ENTRA_ID, "", laptop.directory())
                        .medium(IdentifierKind.DEVICE_HOSTNAME, "", laptop.host())
                        .named(laptop.host());
        };
    }
}
