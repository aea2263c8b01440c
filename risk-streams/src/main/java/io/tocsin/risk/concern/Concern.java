// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.concern;

import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;

/** Whom a signal is about first. */
public enum Concern {
    /** The session; its user and device are told too, so that they know each other. */
    SESSION,
    /** The user, or the workload in its place. */
    USER,
    /** The device, or the user where the source speaks of no device. */
    DEVICE,
    /** No source may say such a thing here. */
    NOBODY;

    public static Concern of(Signal signal) {
        return switch (signal.type()) {
            case SESSION_CREATED,
                    SESSION_ENDED,
                    SESSION_REVOKED,
                    SESSION_CONTEXT_CHANGED,
                    TOKEN_REUSED,
                    ASSURANCE_CHANGED,
                    LOGIN_SUCCEEDED -> signal.session() == null ? USER : SESSION;
            case LOGIN_FAILED,
                    MFA_CHALLENGE_DENIED,
                    MFA_CHANGED,
                    CREDENTIAL_CHANGED,
                    CREDENTIAL_COMPROMISED,
                    ACCOUNT_LOCKED,
                    ACCOUNT_UNLOCKED,
                    ACCOUNT_DISABLED,
                    ACCOUNT_ENABLED,
                    ACCOUNT_DELETED,
                    ACCOUNT_IDENTIFIER_CHANGED,
                    PRIVILEGE_CHANGED,
                    SUSPICIOUS_ACTIVITY_REPORTED -> USER;
            case DEVICE_COMPLIANCE_CHANGED,
                    DEVICE_POSTURE_ASSESSED,
                    DEVICE_ENROLLED,
                    DEVICE_UNENROLLED,
                    DEVICE_SEEN,
                    DEVICE_ISOLATION_CHANGED,
                    DEVICE_USER_ASSIGNED,
                    THREAT_DETECTED,
                    THREAT_UPDATED,
                    THREAT_RESOLVED -> signal.device() == null ? USER : DEVICE;
            case RISK_ASSESSED ->
                signal.payload() instanceof SignalPayload.VendorRisk risk ? of(risk.principal()) : USER;
            case UNKNOWN, IDENTITY_LINKED, IDENTITY_SPLIT, OWN_SET_ECHO, HEARTBEAT, SOURCE_GAP -> NOBODY;
        };
    }

    private static Concern of(PrincipalKind principal) {
        return switch (principal) {
            case USER, WORKLOAD -> USER;
            case DEVICE -> DEVICE;
            case SESSION -> SESSION;
        };
    }
}
