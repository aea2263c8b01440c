// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.order;

import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.RiscEvent;
import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.event.UnknownEvent;

/** How soon an event has to reach its receiver; the most urgent first. */
public enum Urgency {
    /** The stream's own status: before everything else (SSF 1.0 §8.1.5). */
    STREAM_UPDATED(0),
    /** Somebody has to be locked out, or is waiting for an answer. */
    URGENT(1),
    /** A state has changed. */
    NORMAL(2),
    /** Good to know. */
    BULK(3);

    private static final Urgency[] BY_BITS = {STREAM_UPDATED, URGENT, NORMAL, BULK};

    private final int bits;

    Urgency(int bits) {
        this.bits = bits;
    }

    /** As a number of two bits, the smaller the more urgent. */
    public int bits() {
        return bits;
    }

    /** Of the two lowest bits of a number. */
    public static Urgency ofBits(long bits) {
        return BY_BITS[(int) (bits & 3)];
    }

    public static Urgency of(Event event) {
        return switch (event) {
            case SsfEvent.StreamUpdated updated -> STREAM_UPDATED;
            case SsfEvent.Verification verification -> URGENT;
            case CaepEvent caep -> of(caep);
            case RiscEvent risc -> of(risc);
            case UnknownEvent unknown -> NORMAL;
        };
    }

    private static Urgency of(CaepEvent event) {
        return switch (event) {
            case CaepEvent.SessionRevoked revoked -> URGENT;
            case CaepEvent.CredentialChange change ->
                change.changeType() == ChangeType.REVOKE || change.changeType() == ChangeType.DELETE ? URGENT : NORMAL;
            case CaepEvent.TokenClaimsChange change -> NORMAL;
            case CaepEvent.AssuranceLevelChange change -> NORMAL;
            case CaepEvent.DeviceComplianceChange change -> NORMAL;
            case CaepEvent.RiskLevelChange change -> NORMAL;
            case CaepEvent.SessionEstablished established -> BULK;
            case CaepEvent.SessionPresented presented -> BULK;
        };
    }

    private static Urgency of(RiscEvent event) {
        return switch (event) {
            case RiscEvent.SessionsRevoked revoked -> URGENT;
            case RiscEvent.AccountDisabled disabled -> URGENT;
            case RiscEvent.AccountPurged purged -> URGENT;
            case RiscEvent.AccountCredentialChangeRequired required -> URGENT;
            case RiscEvent.CredentialCompromise compromise -> URGENT;
            case RiscEvent.AccountEnabled enabled -> NORMAL;
            case RiscEvent.IdentifierChanged changed -> NORMAL;
            case RiscEvent.IdentifierRecycled recycled -> NORMAL;
            case RiscEvent.OptIn opted -> NORMAL;
            case RiscEvent.OptOutInitiated opted -> NORMAL;
            case RiscEvent.OptOutCancelled opted -> NORMAL;
            case RiscEvent.OptOutEffective opted -> NORMAL;
            case RiscEvent.RecoveryActivated recovery -> NORMAL;
            case RiscEvent.RecoveryInformationChanged recovery -> NORMAL;
        };
    }

    /** Is this one more urgent than that? */
    public boolean before(Urgency other) {
        return compareTo(other) < 0;
    }

    public Urgency orMoreUrgent(Urgency other) {
        return other.before(this) ? other : this;
    }
}
