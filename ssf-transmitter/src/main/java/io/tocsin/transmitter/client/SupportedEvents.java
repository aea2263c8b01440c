// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import io.tocsin.schemas.event.EventType;
import java.util.List;

/** The event types a receiver may ask for where its registration names none. */
final class SupportedEvents {
    /** CAEP 1.0 §3 and RISC 1.0 §2, without the deprecated {@code sessions-revoked}. */
    static final List<EventType> ALL = List.of(
            EventType.SESSION_REVOKED,
            EventType.TOKEN_CLAIMS_CHANGE,
            EventType.CREDENTIAL_CHANGE,
            EventType.ASSURANCE_LEVEL_CHANGE,
            EventType.DEVICE_COMPLIANCE_CHANGE,
            EventType.SESSION_ESTABLISHED,
            EventType.SESSION_PRESENTED,
            EventType.RISK_LEVEL_CHANGE,
            EventType.ACCOUNT_CREDENTIAL_CHANGE_REQUIRED,
            EventType.ACCOUNT_PURGED,
            EventType.ACCOUNT_DISABLED,
            EventType.ACCOUNT_ENABLED,
            EventType.IDENTIFIER_CHANGED,
            EventType.IDENTIFIER_RECYCLED,
            EventType.CREDENTIAL_COMPROMISE,
            EventType.OPT_IN,
            EventType.OPT_OUT_INITIATED,
            EventType.OPT_OUT_CANCELLED,
            EventType.OPT_OUT_EFFECTIVE,
            EventType.RECOVERY_ACTIVATED,
            EventType.RECOVERY_INFORMATION_CHANGED);

    private SupportedEvents() {}
}
