// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.okta;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.connectors.mapping.Source;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Okta event hooks: batches of System Log events. Signal ids come from the events' {@code uuid} within {@link #FAMILY},
 * so that a poll of the same log gives the same signals.
 */
public final class OktaEventHook implements Source {
    /** By which Okta checks that a hook's address is ours, once, when the hook is set up. */
    public static final String CHALLENGE_HEADER = "X-Okta-Verification-Challenge";

    static final String VENDOR = "okta";
    static final String FAMILY = "system-log";
    private static final JsonPointer EVENTS = JsonPointer.compile("/data/events");

    private final String org;
    private final boolean loginIsEmail;
    private final Set<String> ownIssuers;

    /**
     * The hooks of one organisation.
     *
     * @param org the organisation's name; ids are unique within it
     * @param loginIsEmail whether a login is an address that this organisation has verified as its user's
     * @param ownIssuers the issuers of our SETs: what they caused is no evidence
     */
    public OktaEventHook(String org, boolean loginIsEmail, Set<String> ownIssuers) {
        this.org = org;
        this.loginIsEmail = loginIsEmail;
        this.ownIssuers = Set.copyOf(ownIssuers);
    }

    @Override
    public Batch records(JsonAt body) {
        return Batch.of(body, EVENTS);
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        LogEvent event = new LogEvent(record.requireObject());
        SignalDraft draft = draft(event, arrival);
        Echo echo = Echo.of(event, ownIssuers);
        if (echo != null) {
            draft.provenance(new Provenance(event.transaction(), null, echo.jti(), false));
            return new Mapped.Signals(List.of(draft.signal(SignalType.OWN_SET_ECHO, new SignalPayload.None(), 0)));
        }
        Cast cast = new Cast(event, org, loginIsEmail);
        // a device that lost its user: the assignment is to nobody
        @Nullable Entity user = event.type().equals("device.user.remove") ? null : cast.user();
        @Nullable Entity device = cast.device();
        @Nullable Entity session = cast.session();
        draft.by(cast.initiator(), cast.actor()).user(user).device(device).session(session);
        List<Signal> signals = new ArrayList<>();
        for (Meaning meaning : Meanings.of(event)) {
            require(meaning, event, user, device, session);
            signals.add(draft.signal(meaning.type(), meaning.payload(), signals.size()));
        }
        return new Mapped.Signals(signals);
    }

    private static SignalDraft draft(LogEvent event, Arrival arrival) {
        SignalSource source = arrival.source(VENDOR, FAMILY, event.type(), event.uuid(), event.severity());
        String result = event.result();
        return SignalDraft.of(event.times(arrival.at()), source)
                .context(context(event))
                .provenance(new Provenance(event.transaction(), null, null, false))
                .attributes(result == null ? Map.of() : Map.of("outcome", result));
    }

    private static SignalContext context(LogEvent event) {
        JsonAt client = event.client();
        JsonAt place = client.get("geographicalContext");
        JsonAt network = event.securityContext();
        return new SignalContext(
                client.get("ipAddress").text(),
                client.get("userAgent").get("rawUserAgent").text(),
                place.get("country").text(),
                place.get("geolocation").get("lat").number(),
                place.get("geolocation").get("lon").number(),
                network.get("asNumber").integer(),
                network.get("isProxy").bool());
    }

    /** An event that means something but names nobody must not pass for one that says nothing. */
    private static void require(
            Meaning meaning, LogEvent event, @Nullable Entity user, @Nullable Entity device, @Nullable Entity session) {
        if (meaning.about() == null) {
            return;
        }
        switch (meaning.about()) {
            case USER -> {
                if (user == null) {
                    throw event.json().get("target").unexpected("a target or actor of type User with an id or login");
                }
            }
            case DEVICE -> {
                if (device == null) {
                    throw event.device().unexpected("a device with an id, here or among the targets");
                }
            }
            case SESSION -> {
                if (session == null) {
                    throw event.authentication().get("externalSessionId").unexpected("a session id");
                }
            }
            case WORKLOAD -> throw new IllegalStateException("no Okta event is about a workload");
        }
    }
}
