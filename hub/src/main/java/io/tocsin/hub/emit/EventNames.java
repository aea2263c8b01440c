// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.emit;

import io.tocsin.schemas.event.EventType;
import java.util.List;

/** The event types an operator may emit, by their short names or URIs. */
public final class EventNames {
    /** CAEP 1.0 §3 and RISC 1.0 §2, without what is deprecated there. */
    private static final List<EventType> ALL = List.of(
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

    private EventNames() {}

    /** Throws {@link IllegalArgumentException} for a type that CAEP and RISC do not define. */
    public static EventType parse(String name) {
        return ALL.stream()
                .filter(type -> type.shortName().equals(name) || type.uri().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("event type \"" + name
                        + "\" is not known, expected one of " + String.join(", ", shortNames())));
    }

    public static List<String> shortNames() {
        return ALL.stream().map(EventType::shortName).toList();
    }
}
