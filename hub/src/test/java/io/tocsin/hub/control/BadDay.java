// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalId;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody signs in on a laptop, which fails a check, and on which malware is found: reason enough to revoke the
 * session.
 */
public record BadDay(String person, Instant at) {
    public String email() {
        return person + "@acme.example";
    }

    public String serial() {
        return "SN-" + person.toUpperCase(Locale.ROOT);
    }

    List<Signal> signals() {
        Entity user = entity(IdentifierKind.USER_EMAIL, "", email());
        Entity device = entity(IdentifierKind.DEVICE_SERIAL, "serial", serial());
        Entity session = entity(IdentifierKind.SESSION_VENDOR_ID, "okta:acme", "session-of-" + person);
        return List.of(
                signal(
                        SignalType.SESSION_CREATED,
                        "okta",
                        user,
                        device,
                        session,
                        new SignalPayload.SessionChange(false, null, null),
                        0),
                signal(
                        SignalType.DEVICE_COMPLIANCE_CHANGED,
                        "jamf",
                        null,
                        device,
                        null,
                        new SignalPayload.Compliance(
                                ComplianceStatus.NOT_COMPLIANT,
                                ComplianceStatus.COMPLIANT,
                                List.of(new PostureCheck("77", "FileVault", false))),
                        1),
                signal(
                        SignalType.THREAT_DETECTED,
                        "edr",
                        null,
                        device,
                        null,
                        new SignalPayload.Threat(
                                "det-1", "Keychain dump", FindingState.NEW, Severity.HIGH, null, List.of()),
                        2));
    }

    private Signal signal(
            SignalType type,
            String vendor,
            @Nullable Entity user,
            Entity device,
            @Nullable Entity session,
            SignalPayload payload,
            int second) {
        String eventId = vendor + "-" + person + "-" + second;
        Instant happened = at.plusSeconds(second);
        return new Signal(
                SignalId.derive("acme", vendor, "log", eventId, type, 0),
                type,
                new SignalTimes(happened, TimeQuality.VENDOR_EVENT, null, happened.plusMillis(1400)),
                new SignalSource("acme", vendor, vendor, "log", Transport.WEBHOOK, type.name(), eventId, null),
                null,
                null,
                user,
                device,
                session,
                payload,
                SignalContext.NONE,
                Provenance.NONE,
                Map.of());
    }

    private static Entity entity(IdentifierKind kind, String namespace, String value) {
        return new Entity(null, List.of(new Identifier(kind, namespace, value, Strength.STRONG)), null);
    }
}
