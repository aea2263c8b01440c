// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

/** What a signal says; a source's own event types are mapped onto these. */
public enum SignalType {
    UNKNOWN,
    SESSION_CREATED,
    SESSION_ENDED,
    SESSION_REVOKED,
    SESSION_CONTEXT_CHANGED,
    TOKEN_REUSED,
    LOGIN_SUCCEEDED,
    LOGIN_FAILED,
    MFA_CHALLENGE_DENIED,
    MFA_CHANGED,
    CREDENTIAL_CHANGED,
    CREDENTIAL_COMPROMISED,
    ASSURANCE_CHANGED,
    ACCOUNT_LOCKED,
    ACCOUNT_UNLOCKED,
    ACCOUNT_DISABLED,
    ACCOUNT_ENABLED,
    ACCOUNT_DELETED,
    ACCOUNT_IDENTIFIER_CHANGED,
    PRIVILEGE_CHANGED,
    SUSPICIOUS_ACTIVITY_REPORTED,
    DEVICE_COMPLIANCE_CHANGED,
    DEVICE_POSTURE_ASSESSED,
    DEVICE_ENROLLED,
    DEVICE_UNENROLLED,
    DEVICE_SEEN,
    DEVICE_ISOLATION_CHANGED,
    DEVICE_USER_ASSIGNED,
    THREAT_DETECTED,
    THREAT_UPDATED,
    THREAT_RESOLVED,
    RISK_ASSESSED,
    /** Two canonical ids turned out to be one; made by the identity stage, never by a source. */
    IDENTITY_LINKED,
    /** An operator says that names of one principal belong to another, and that the two are never one. */
    IDENTITY_SPLIT,
    /** A vendor reports back what a SET of ours did; never evidence. */
    OWN_SET_ECHO,
    /** Nothing happened: a source says that it is there. About nobody. */
    HEARTBEAT,
    /** A source cannot say what happened for a while: its records of that time are lost to us. About nobody. */
    SOURCE_GAP
}
