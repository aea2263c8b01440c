// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.mapping;

import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalId;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A signal being put together; what is not set is absent. */
public final class SignalDraft {
    private final SignalTimes times;
    private final SignalSource source;
    private String family;
    private String key;
    private @Nullable InitiatingEntity initiatingEntity;
    private @Nullable Entity actor;
    private @Nullable Entity user;
    private @Nullable Entity device;
    private @Nullable Entity session;
    private SignalContext context = SignalContext.NONE;
    private Provenance provenance = Provenance.NONE;
    private Map<String, String> attributes = Map.of();

    private SignalDraft(SignalTimes times, SignalSource source, String key) {
        this.times = times;
        this.source = source;
        this.family = source.family();
        this.key = key;
    }

    /** For an event that its vendor numbers. */
    public static SignalDraft of(SignalTimes times, SignalSource source) {
        String eventId = source.eventId();
        if (eventId == null) {
            throw new IllegalStateException("source has no event id, expected a natural key beside it");
        }
        return new SignalDraft(times, source, eventId);
    }

    /** For an event without a number of its vendor's: the natural key says which it is. */
    public static SignalDraft of(SignalTimes times, SignalSource source, String naturalKey) {
        return new SignalDraft(times, source, naturalKey);
    }

    /** Known by another key, in another family: that of who tells of the same in another way. */
    public SignalDraft knownBy(String family, String key) {
        this.family = family;
        this.key = key;
        return this;
    }

    public SignalDraft by(@Nullable InitiatingEntity who, @Nullable Entity actor) {
        this.initiatingEntity = who;
        this.actor = actor;
        return this;
    }

    public SignalDraft user(@Nullable Entity user) {
        this.user = user;
        return this;
    }

    public SignalDraft device(@Nullable Entity device) {
        this.device = device;
        return this;
    }

    public SignalDraft session(@Nullable Entity session) {
        this.session = session;
        return this;
    }

    public SignalDraft context(SignalContext context) {
        this.context = context;
        return this;
    }

    public SignalDraft provenance(Provenance provenance) {
        this.provenance = provenance;
        return this;
    }

    public SignalDraft attributes(Map<String, String> attributes) {
        this.attributes = attributes;
        return this;
    }

    /**
     * The signal.
     *
     * @param ordinal counts the signals that one vendor event gives, from 0
     */
    public Signal signal(SignalType type, SignalPayload payload, int ordinal) {
        return new Signal(
                SignalId.derive(source.tenant(), source.vendor(), family, key, type, ordinal),
                type,
                times,
                source,
                initiatingEntity,
                actor,
                user,
                device,
                session,
                payload,
                context,
                provenance,
                attributes);
    }
}
