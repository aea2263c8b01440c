// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.event;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** The URI of an event type; an open vocabulary (RFC 8417 §2.2). */
public record EventType(String uri) {
    private static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/";
    private static final String RISC = "https://schemas.openid.net/secevent/risc/event-type/";
    private static final String SSF = "https://schemas.openid.net/secevent/ssf/event-type/";

    public static final EventType SESSION_REVOKED = new EventType(CAEP + "session-revoked");
    public static final EventType TOKEN_CLAIMS_CHANGE = new EventType(CAEP + "token-claims-change");
    public static final EventType CREDENTIAL_CHANGE = new EventType(CAEP + "credential-change");
    public static final EventType ASSURANCE_LEVEL_CHANGE = new EventType(CAEP + "assurance-level-change");
    public static final EventType DEVICE_COMPLIANCE_CHANGE = new EventType(CAEP + "device-compliance-change");
    public static final EventType SESSION_ESTABLISHED = new EventType(CAEP + "session-established");
    public static final EventType SESSION_PRESENTED = new EventType(CAEP + "session-presented");
    public static final EventType RISK_LEVEL_CHANGE = new EventType(CAEP + "risk-level-change");

    public static final EventType ACCOUNT_CREDENTIAL_CHANGE_REQUIRED =
            new EventType(RISC + "account-credential-change-required");
    public static final EventType ACCOUNT_PURGED = new EventType(RISC + "account-purged");
    public static final EventType ACCOUNT_DISABLED = new EventType(RISC + "account-disabled");
    public static final EventType ACCOUNT_ENABLED = new EventType(RISC + "account-enabled");
    public static final EventType IDENTIFIER_CHANGED = new EventType(RISC + "identifier-changed");
    public static final EventType IDENTIFIER_RECYCLED = new EventType(RISC + "identifier-recycled");
    public static final EventType CREDENTIAL_COMPROMISE = new EventType(RISC + "credential-compromise");
    public static final EventType OPT_IN = new EventType(RISC + "opt-in");
    public static final EventType OPT_OUT_INITIATED = new EventType(RISC + "opt-out-initiated");
    public static final EventType OPT_OUT_CANCELLED = new EventType(RISC + "opt-out-cancelled");
    public static final EventType OPT_OUT_EFFECTIVE = new EventType(RISC + "opt-out-effective");
    public static final EventType RECOVERY_ACTIVATED = new EventType(RISC + "recovery-activated");
    public static final EventType RECOVERY_INFORMATION_CHANGED = new EventType(RISC + "recovery-information-changed");
    /** Deprecated by RISC 1.0 §2.11 in favour of {@link #SESSION_REVOKED}; still read. */
    public static final EventType SESSIONS_REVOKED = new EventType(RISC + "sessions-revoked");

    public static final EventType VERIFICATION = new EventType(SSF + "verification");
    public static final EventType STREAM_UPDATED = new EventType(SSF + "stream-updated");

    /** Every type of CAEP 1.0 §3 and RISC 1.0 §2, without what is deprecated there. */
    public static final List<EventType> STANDARD = List.of(
            SESSION_REVOKED,
            TOKEN_CLAIMS_CHANGE,
            CREDENTIAL_CHANGE,
            ASSURANCE_LEVEL_CHANGE,
            DEVICE_COMPLIANCE_CHANGE,
            SESSION_ESTABLISHED,
            SESSION_PRESENTED,
            RISK_LEVEL_CHANGE,
            ACCOUNT_CREDENTIAL_CHANGE_REQUIRED,
            ACCOUNT_PURGED,
            ACCOUNT_DISABLED,
            ACCOUNT_ENABLED,
            IDENTIFIER_CHANGED,
            IDENTIFIER_RECYCLED,
            CREDENTIAL_COMPROMISE,
            OPT_IN,
            OPT_OUT_INITIATED,
            OPT_OUT_CANCELLED,
            OPT_OUT_EFFECTIVE,
            RECOVERY_ACTIVATED,
            RECOVERY_INFORMATION_CHANGED);

    public EventType {
        if (requireNonNull(uri, "uri").isEmpty()) {
            throw new IllegalArgumentException("event type is empty, expected a URI");
        }
    }

    /** The last path segment, for people: {@code session-revoked}. */
    public String shortName() {
        return uri.substring(uri.lastIndexOf('/') + 1);
    }

    /** Is this one of the two events by which a stream speaks of itself (SSF 1.0 §8.1.4, §8.1.5)? */
    public boolean isStreamControl() {
        return equals(VERIFICATION) || equals(STREAM_UPDATED);
    }

    @Override
    public String toString() {
        return uri;
    }
}
