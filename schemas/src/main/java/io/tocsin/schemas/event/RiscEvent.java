// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.event;

import org.jspecify.annotations.Nullable;

/** The fourteen event types of RISC 1.0 §2; most have no members of their own. */
public sealed interface RiscEvent extends Event {

    /** §2.1. */
    record AccountCredentialChangeRequired(Members other) implements RiscEvent {
        @Override
        public EventType type() {
            return EventType.ACCOUNT_CREDENTIAL_CHANGE_REQUIRED;
        }
    }

    /** §2.2. */
    record AccountPurged(Members other) implements RiscEvent {
        @Override
        public EventType type() {
            return EventType.ACCOUNT_PURGED;
        }
    }

    /** §2.3. {@code reason} is {@code hijacking}, {@code bulk-account} or agreed. */
    record AccountDisabled(@Nullable String reason, Members other) implements RiscEvent {
        @Override
        public EventType type() {
            return EventType.ACCOUNT_DISABLED;
        }
    }

    /** §2.4. */
    record AccountEnabled(Members other) implements RiscEvent {
        @Override
        public EventType type() {
            return EventType.ACCOUNT_ENABLED;
        }
    }

    /** §2.5. The subject holds the old value, {@code newValue} the new one. */
    record IdentifierChanged(@Nullable String newValue, Members other) implements RiscEvent {
        @Override
        public EventType type() {
            return EventType.IDENTIFIER_CHANGED;
        }
    }

    /** §2.6. */
    record IdentifierRecycled(Members other) implements RiscEvent {
        @Override
        public EventType type() {
            return EventType.IDENTIFIER_RECYCLED;
        }
    }

    /** §2.7. {@code credentialType} as in CAEP {@code credential-change}. */
    record CredentialCompromise(String credentialType, Circumstances circumstances, Members other)
            implements RiscEvent {
        @Override
        public EventType type() {
            return EventType.CREDENTIAL_COMPROMISE;
        }
    }

    /** §2.8.1. */
    record OptIn(Members other) implements RiscEvent {
        @Override
        public EventType type() {
            return EventType.OPT_IN;
        }
    }

    /** §2.8.2. */
    record OptOutInitiated(Members other) implements RiscEvent {
        @Override
        public EventType type() {
            return EventType.OPT_OUT_INITIATED;
        }
    }

    /** §2.8.3. */
    record OptOutCancelled(Members other) implements RiscEvent {
        @Override
        public EventType type() {
            return EventType.OPT_OUT_CANCELLED;
        }
    }

    /** §2.8.4. */
    record OptOutEffective(Members other) implements RiscEvent {
        @Override
        public EventType type() {
            return EventType.OPT_OUT_EFFECTIVE;
        }
    }

    /** §2.9. */
    record RecoveryActivated(Members other) implements RiscEvent {
        @Override
        public EventType type() {
            return EventType.RECOVERY_ACTIVATED;
        }
    }

    /** §2.10. */
    record RecoveryInformationChanged(Members other) implements RiscEvent {
        @Override
        public EventType type() {
            return EventType.RECOVERY_INFORMATION_CHANGED;
        }
    }

    /** §2.11, deprecated there: read, never sent. */
    record SessionsRevoked(Members other) implements RiscEvent {
        @Override
        public EventType type() {
            return EventType.SESSIONS_REVOKED;
        }
    }
}
