// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.codec;

import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.avro.AcknowledgedRecord;
import io.tocsin.schemas.avro.DefaultSubjectsSymbol;
import io.tocsin.schemas.avro.DeliveryFormSymbol;
import io.tocsin.schemas.avro.DeliveryReportRecord;
import io.tocsin.schemas.avro.DroppedRecord;
import io.tocsin.schemas.avro.OutboxEntryRecord;
import io.tocsin.schemas.avro.PollRecord;
import io.tocsin.schemas.avro.PushRecord;
import io.tocsin.schemas.avro.RejectedRecord;
import io.tocsin.schemas.avro.StatusSourceSymbol;
import io.tocsin.schemas.avro.StreamRegistrationRecord;
import io.tocsin.schemas.avro.StreamStatusSymbol;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.json.Json;
import io.tocsin.schemas.json.SetClaimsJson;
import io.tocsin.schemas.stream.DefaultSubjects;
import io.tocsin.schemas.stream.Delivery;
import io.tocsin.schemas.stream.DeliveryForm;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.DeliveryReport.Result;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.schemas.stream.StreamStatus;
import java.net.URI;
import java.util.List;

/** {@link StreamRegistration}, {@link OutboxEntry}, {@link DeliveryReport}. */
public final class StreamCodec {
    private static final Symbols<StreamStatus, StreamStatusSymbol> STATUS =
            Symbols.of(StreamStatus.class, StreamStatusSymbol.class);
    private static final Symbols<StatusSource, StatusSourceSymbol> STATUS_SOURCE =
            Symbols.of(StatusSource.class, StatusSourceSymbol.class);
    private static final Symbols<DefaultSubjects, DefaultSubjectsSymbol> DEFAULT_SUBJECTS =
            Symbols.of(DefaultSubjects.class, DefaultSubjectsSymbol.class);

    private static final Symbols<DeliveryForm, DeliveryFormSymbol> FORM =
            Symbols.of(DeliveryForm.class, DeliveryFormSymbol.class);

    private StreamCodec() {}

    public static StreamRegistrationRecord toAvro(StreamRegistration stream) {
        StreamRegistrationRecord avro = new StreamRegistrationRecord();
        avro.setStreamId(stream.streamId());
        avro.setTenant(stream.tenant());
        avro.setReceiver(stream.receiver());
        avro.setIss(stream.iss());
        avro.setAud(stream.aud());
        switch (stream.delivery()) {
            case Delivery.Push push ->
                avro.setPush(new PushRecord(push.endpointUrl().toString(), push.sealedAuthorizationHeader()));
            case Delivery.Poll poll ->
                avro.setPoll(new PollRecord(poll.endpointUrl().toString()));
        }
        avro.setDeliveryForm(FORM.write(stream.delivery().form()));
        avro.setEventsRequested(uris(stream.eventsRequested()));
        avro.setEventsDelivered(uris(stream.eventsDelivered()));
        avro.setDescription(stream.description());
        avro.setDefaultSubjects(DEFAULT_SUBJECTS.write(stream.defaultSubjects()));
        StreamState state = stream.state();
        avro.setStatus(STATUS.write(state.status()));
        avro.setStatusReason(state.reason());
        avro.setStatusBy(STATUS_SOURCE.write(state.by()));
        avro.setStatusSince(state.since());
        avro.setAnnounceUntil(state.announceUntil());
        avro.setFailedPauses(state.failedPauses());
        avro.setCreated(stream.created());
        avro.setLastActive(stream.lastActive());
        return avro;
    }

    public static StreamRegistration fromAvro(StreamRegistrationRecord avro) {
        return new StreamRegistration(
                avro.getStreamId(),
                avro.getTenant(),
                avro.getReceiver(),
                avro.getIss(),
                avro.getAud(),
                delivery(avro),
                types(avro.getEventsRequested()),
                types(avro.getEventsDelivered()),
                avro.getDescription(),
                DEFAULT_SUBJECTS.read(avro.getDefaultSubjects()),
                new StreamState(
                        STATUS.read(avro.getStatus()),
                        avro.getStatusReason(),
                        STATUS_SOURCE.read(avro.getStatusBy()),
                        avro.getStatusSince(),
                        avro.getAnnounceUntil(),
                        avro.getFailedPauses()),
                avro.getCreated(),
                avro.getLastActive());
    }

    private static Delivery delivery(StreamRegistrationRecord avro) {
        if (avro.getPush() != null) {
            return new Delivery.Push(
                    URI.create(avro.getPush().getEndpointUrl()),
                    avro.getPush().getSealedAuthorizationHeader(),
                    FORM.read(avro.getDeliveryForm()));
        }
        if (avro.getPoll() != null) {
            return new Delivery.Poll(URI.create(avro.getPoll().getEndpointUrl()), FORM.read(avro.getDeliveryForm()));
        }
        throw new MalformedException("StreamRegistration: found neither push nor poll, expected one of them;"
                + " was it written by a newer version?");
    }

    private static List<String> uris(List<EventType> types) {
        return types.stream().map(EventType::uri).toList();
    }

    private static List<EventType> types(List<String> uris) {
        return uris.stream().map(EventType::new).toList();
    }

    public static OutboxEntryRecord toAvro(OutboxEntry entry) {
        return new OutboxEntryRecord(
                entry.streamId(),
                entry.orderKey(),
                Json.write(SetClaimsJson.write(entry.claims())),
                RiskCodec.toAvro(entry.stamps()));
    }

    public static OutboxEntry fromAvro(OutboxEntryRecord avro) {
        return new OutboxEntry(
                avro.getStreamId(),
                avro.getOrderKey(),
                SetClaimsJson.read(Json.parse(avro.getClaims())),
                RiskCodec.fromAvro(avro.getStamps()));
    }

    public static DeliveryReportRecord toAvro(DeliveryReport report) {
        DeliveryReportRecord avro = new DeliveryReportRecord();
        avro.setStreamId(report.streamId());
        avro.setJti(report.jti());
        avro.setTxn(report.txn());
        switch (report.result()) {
            case Result.Acknowledged acknowledged -> avro.setAcknowledged(new AcknowledgedRecord());
            case Result.Rejected rejected ->
                avro.setRejected(new RejectedRecord(rejected.err(), rejected.description()));
            case Result.Dropped dropped -> avro.setDropped(new DroppedRecord(dropped.reason()));
        }
        avro.setAttempts(report.attempts());
        avro.setStamps(RiskCodec.toAvro(report.stamps()));
        return avro;
    }

    public static DeliveryReport fromAvro(DeliveryReportRecord avro) {
        return new DeliveryReport(
                avro.getStreamId(),
                avro.getJti(),
                avro.getTxn(),
                result(avro),
                avro.getAttempts(),
                RiskCodec.fromAvro(avro.getStamps()));
    }

    private static Result result(DeliveryReportRecord avro) {
        if (avro.getAcknowledged() != null) {
            return new Result.Acknowledged();
        }
        if (avro.getRejected() != null) {
            return new Result.Rejected(
                    avro.getRejected().getErr(), avro.getRejected().getDescription());
        }
        if (avro.getDropped() != null) {
            return new Result.Dropped(avro.getDropped().getReason());
        }
        throw new MalformedException("DeliveryReport: found none of acknowledged, rejected and dropped, expected one;"
                + " was it written by a newer version?");
    }
}
