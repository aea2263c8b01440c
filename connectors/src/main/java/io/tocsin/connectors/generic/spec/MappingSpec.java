// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.generic.spec;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a record becomes a signal. All pointers are JSON pointers (RFC 6901) within the record.
 *
 * @param when guards that must all hold; a record for which no mapping's guards hold is passed over
 * @param eventId where the sender's event id is; several pointers where it has none: what it is about, its state and
 *     the sender's time together
 * @param type to a {@link io.tocsin.schemas.signal.SignalType}
 * @param time when it happened; absent: when it reached us
 * @param user names of the user; the same for device and session. A record must have at least one name of anybody
 * @param payload absent for types that say it all
 * @param eventType where the sender's own word for the event is
 * @param severity where the sender's own severity is
 */
public record MappingSpec(
        List<Guard> when,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> eventId,

        Lookup type,
        @Nullable TimeSpec time,
        List<IdentifierSpec> user,
        List<IdentifierSpec> device,
        List<IdentifierSpec> session,
        @Nullable PayloadSpec payload,
        @Nullable ContextSpec context,
        @Nullable String eventType,
        @Nullable String severity) {
    public MappingSpec {
        when = when == null ? List.of() : List.copyOf(when);
        eventId = eventId == null ? List.of() : List.copyOf(eventId);
        user = user == null ? List.of() : List.copyOf(user);
        device = device == null ? List.of() : List.copyOf(device);
        session = session == null ? List.of() : List.copyOf(session);
    }
}
