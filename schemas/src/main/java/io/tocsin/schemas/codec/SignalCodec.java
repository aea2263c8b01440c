// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.codec;

import io.tocsin.schemas.avro.ContextRecord;
import io.tocsin.schemas.avro.EntityRecord;
import io.tocsin.schemas.avro.InitiatingEntitySymbol;
import io.tocsin.schemas.avro.ProvenanceRecord;
import io.tocsin.schemas.avro.SightingRecord;
import io.tocsin.schemas.avro.SignalRecord;
import io.tocsin.schemas.avro.SignalTypeSymbol;
import io.tocsin.schemas.avro.TimeQualitySymbol;
import io.tocsin.schemas.avro.TransportSymbol;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Sighting;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@link Signal}. */
public final class SignalCodec {
    private static final Symbols<SignalType, SignalTypeSymbol> TYPE =
            Symbols.of(SignalType.class, SignalTypeSymbol.class);
    private static final Symbols<TimeQuality, TimeQualitySymbol> QUALITY =
            Symbols.of(TimeQuality.class, TimeQualitySymbol.class);
    private static final Symbols<Transport, TransportSymbol> TRANSPORT =
            Symbols.of(Transport.class, TransportSymbol.class);
    private static final Symbols<InitiatingEntity, InitiatingEntitySymbol> INITIATING_ENTITY =
            Symbols.of(InitiatingEntity.class, InitiatingEntitySymbol.class);

    private SignalCodec() {}

    public static SignalRecord toAvro(Signal signal) {
        SignalRecord avro = new SignalRecord();
        avro.setId(signal.id());
        avro.setType(TYPE.write(signal.type()));
        avro.setEventTime(signal.times().event());
        avro.setTimeQuality(QUALITY.write(signal.times().quality()));
        avro.setRecordedTime(signal.times().recorded());
        avro.setIngestTime(signal.times().ingested());
        avro.setTenant(signal.source().tenant());
        avro.setVendor(signal.source().vendor());
        avro.setConnector(signal.source().connector());
        avro.setFamily(signal.source().family());
        avro.setTransport(TRANSPORT.write(signal.source().transport()));
        avro.setEventType(signal.source().eventType());
        avro.setEventId(signal.source().eventId());
        avro.setVendorSeverity(signal.source().severity());
        avro.setInitiatingEntity(INITIATING_ENTITY.writeOptional(signal.initiatingEntity()));
        avro.setActor(entity(signal.actor()));
        avro.setUser(entity(signal.user()));
        avro.setDevice(entity(signal.device()));
        avro.setSession(entity(signal.session()));
        PayloadCodec.write(signal.payload(), avro);
        avro.setContext(context(signal.context()));
        avro.setProvenance(provenance(signal.provenance()));
        avro.setAttributes(sorted(signal.attributes()));
        return avro;
    }

    public static Signal fromAvro(SignalRecord avro) {
        return new Signal(
                avro.getId(),
                TYPE.read(avro.getType()),
                new SignalTimes(
                        avro.getEventTime(),
                        QUALITY.read(avro.getTimeQuality()),
                        avro.getRecordedTime(),
                        avro.getIngestTime()),
                new SignalSource(
                        Vocabulary.known(avro.getTenant()),
                        Vocabulary.known(avro.getVendor()),
                        Vocabulary.known(avro.getConnector()),
                        Vocabulary.known(avro.getFamily()),
                        TRANSPORT.read(avro.getTransport()),
                        avro.getEventType(),
                        avro.getEventId(),
                        avro.getVendorSeverity()),
                INITIATING_ENTITY.readOptional(avro.getInitiatingEntity()),
                entity(avro.getActor()),
                entity(avro.getUser()),
                entity(avro.getDevice()),
                entity(avro.getSession()),
                PayloadCodec.read(avro),
                context(avro.getContext()),
                provenance(avro.getProvenance()),
                avro.getAttributes());
    }

    private static @Nullable EntityRecord entity(@Nullable Entity entity) {
        return entity == null
                ? null
                : new EntityRecord(
                        NameCodec.canonical(entity.canonicalId()),
                        NameCodec.toAvro(entity.identifiers()),
                        entity.display(),
                        NameCodec.optional(entity.recognition()),
                        written(entity.observed()));
    }

    private static List<SightingRecord> written(List<Sighting> sightings) {
        List<SightingRecord> avro = new ArrayList<>(sightings.size());
        for (Sighting sighting : sightings) {
            avro.add(new SightingRecord(sighting.user().text(), sighting.seen()));
        }
        return avro;
    }

    private static @Nullable Entity entity(@Nullable EntityRecord avro) {
        return avro == null
                ? null
                : new Entity(
                        NameCodec.canonical(avro.getCanonicalId()),
                        NameCodec.fromAvro(avro.getIdentifiers()),
                        avro.getDisplay(),
                        NameCodec.optional(avro.getRecognition()),
                        read(avro.getObserved()));
    }

    private static List<Sighting> read(List<SightingRecord> avro) {
        List<Sighting> sightings = new ArrayList<>(avro.size());
        for (SightingRecord sighting : avro) {
            sightings.add(new Sighting(NameCodec.requiredCanonical(sighting.getUser()), sighting.getSeen()));
        }
        return sightings;
    }

    private static @Nullable ContextRecord context(SignalContext context) {
        return context.equals(SignalContext.NONE)
                ? null
                : new ContextRecord(
                        context.ipAddress(),
                        context.userAgent(),
                        context.country(),
                        context.latitude(),
                        context.longitude(),
                        context.asNumber(),
                        context.proxy());
    }

    private static SignalContext context(@Nullable ContextRecord avro) {
        return avro == null
                ? SignalContext.NONE
                : new SignalContext(
                        avro.getIpAddress(),
                        avro.getUserAgent(),
                        avro.getCountry(),
                        avro.getLatitude(),
                        avro.getLongitude(),
                        avro.getAsNumber(),
                        avro.getProxy());
    }

    private static @Nullable ProvenanceRecord provenance(Provenance provenance) {
        return provenance.equals(Provenance.NONE)
                ? null
                : new ProvenanceRecord(
                        provenance.correlationId(), provenance.txn(), provenance.causedByJti(), provenance.replay());
    }

    private static Provenance provenance(@Nullable ProvenanceRecord avro) {
        return avro == null
                ? Provenance.NONE
                : new Provenance(avro.getCorrelationId(), avro.getTxn(), avro.getCausedByJti(), avro.getReplay());
    }

    /** The same signal is the same bytes on every machine. */
    private static Map<String, String> sorted(Map<String, String> attributes) {
        return attributes.size() < 2 ? attributes : new TreeMap<>(attributes);
    }
}
