// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.generic;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.generic.spec.ContextSpec;
import io.tocsin.connectors.generic.spec.MappingSpec;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.NaturalKey;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A {@link MappingSpec}, checked. */
final class Mapping {
    private static final Set<SignalType> OUR_OWN = Set.of(
            SignalType.IDENTITY_LINKED, SignalType.IDENTITY_SPLIT, SignalType.OWN_SET_ECHO, SignalType.SOURCE_GAP);

    private final String vendor;
    private final String family;
    private final List<When> when;
    private final List<JsonPointer> eventId = new ArrayList<>();
    private final Choice<SignalType> type;
    private final @Nullable Clock time;
    private final Identities user;
    private final Identities device;
    private final Identities session;
    private final Function<JsonAt, SignalPayload> payload;
    private final @Nullable JsonPointer ip;
    private final @Nullable JsonPointer userAgent;
    private final @Nullable JsonPointer country;
    private final @Nullable JsonPointer eventType;
    private final @Nullable JsonPointer severity;

    /** Throws {@link IllegalArgumentException} naming connector and key. */
    Mapping(Key key, MappingSpec spec, String vendor, String family) {
        this.vendor = vendor;
        this.family = family;
        this.when = When.of(key.get("when"), spec.when());
        if (spec.eventId().isEmpty()) {
            throw key.get("event-id")
                    .wrong(
                            "missing",
                            "a JSON pointer to the sender's event id, or several to what "
                                    + "together makes an event another: what it is about, its state, the sender's time");
        }
        for (String pointer : spec.eventId()) {
            eventId.add(key.get("event-id").pointer(pointer));
        }
        this.type = Choice.of(key.get("type"), SignalType.class, spec.type());
        requireFitting(key, type.results(), Payloads.name(spec.payload()));
        this.time = Clock.of(key.get("time"), spec.time());
        this.user = Identities.of(key.get("user"), spec.user(), vendor, Set.of("USER_", "WORKLOAD_"));
        this.device = Identities.of(key.get("device"), spec.device(), vendor, Set.of("DEVICE_"));
        this.session = Identities.of(key.get("session"), spec.session(), vendor, Set.of("SESSION_", "TOKEN_"));
        if (spec.user().isEmpty() && spec.device().isEmpty() && spec.session().isEmpty()) {
            throw key.wrong("without user, device and session", "at least one of them, with at least one name");
        }
        this.payload = Payloads.of(key.get("payload"), spec.payload());
        ContextSpec context = spec.context() == null ? new ContextSpec(null, null, null) : spec.context();
        this.ip = key.get("context").get("ip").optional(context.ip());
        this.userAgent = key.get("context").get("user-agent").optional(context.userAgent());
        this.country = key.get("context").get("country").optional(context.country());
        this.eventType = key.get("event-type").optional(spec.eventType());
        this.severity = key.get("severity").optional(spec.severity());
    }

    boolean wants(JsonAt record) {
        return when.stream().allMatch(guard -> guard.holds(record));
    }

    /** @param before counts the signals of a type that the record gave already */
    Signal signal(JsonAt record, Arrival arrival, ToIntFunction<SignalType> before) {
        SignalType is = type.of(record);
        Entity someone = user.of(record);
        Entity something = device.of(record);
        Entity sitting = session.of(record);
        if (someone == null && something == null && sitting == null) {
            throw record.unexpected("a name of a user, device or session where the mapping looks for one");
        }
        return draft(record, arrival)
                .user(someone)
                .device(something)
                .session(sitting)
                .context(new SignalContext(
                        Scalars.text(record, ip),
                        Scalars.text(record, userAgent),
                        Scalars.text(record, country),
                        null,
                        null,
                        null,
                        null))
                .signal(is, payload.apply(record), before.applyAsInt(is));
    }

    private SignalDraft draft(JsonAt record, Arrival arrival) {
        List<String> ids = eventId.stream().map(at -> record.at(at).requireId()).toList();
        SignalSource source = arrival.source(
                vendor, family, word(record), ids.size() == 1 ? ids.getFirst() : null, Scalars.text(record, severity));
        return SignalDraft.of(
                EventTime.of(time == null ? null : time.of(record), null, arrival.at()),
                source,
                ids.size() == 1 ? ids.getFirst() : NaturalKey.of(ids));
    }

    /** The sender's own word for the event: where the mapping says, or what the type was read from. */
    private String word(JsonAt record) {
        String word = Scalars.text(record, eventType == null ? type.at() : eventType);
        return word == null ? "record" : word;
    }

    private static void requireFitting(Key key, List<SignalType> types, @Nullable String payload) {
        for (SignalType type : types) {
            if (OUR_OWN.contains(type)) {
                throw key.get("type").wrong(type.name(), "a type that a source may give");
            }
            String wanted = Payloads.wanted(type);
            if (wanted != null && !wanted.equals(payload)) {
                throw key.get("payload").wrong(payload == null ? "missing" : payload, wanted + ", for " + type);
            }
        }
    }
}
