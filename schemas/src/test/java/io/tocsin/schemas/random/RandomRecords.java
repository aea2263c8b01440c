// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.random;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.action.ActionReceipt;
import io.tocsin.schemas.action.ActionReceipt.Standing;
import io.tocsin.schemas.connector.ConnectorState;
import io.tocsin.schemas.connector.Trouble;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.risk.DecisionCheckpoint;
import io.tocsin.schemas.risk.IdentityLink;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.SecurityEvent;
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
import io.tocsin.schemas.stream.StreamSubject;
import io.tocsin.schemas.stream.SubjectMembership;
import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.Topics;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of every topic. */
public final class RandomRecords {
    private final Draw draw;
    private final RandomSignals signals;
    private final RandomSubjects subjects;
    private final RandomEvents events;
    private final RandomReceivers receivers;
    private final RandomRisk risk;

    public RandomRecords(Draw draw) {
        this.draw = draw;
        this.signals = new RandomSignals(draw);
        this.subjects = new RandomSubjects(draw);
        this.events = new RandomEvents(draw);
        this.receivers = new RandomReceivers(draw);
        this.risk = new RandomRisk(draw);
    }

    /** Several of each topic's, every alternative of each among them. */
    public <V> List<V> values(Topic<?, V> topic) {
        Object values = switch (topic.name()) {
            case "signals", "resolved-signals" -> signals.all();
            case "identity-links" -> draw.several(1, this::link);
            case "risk-flows" -> draw.several(1, risk::flow);
            case "risk-control" -> risk.controls();
            case "risk-levels" -> draw.several(1, risk::assessment);
            case "decisions" -> risk.decisions();
            case "decision-checkpoints" ->
                draw.several(1, () -> new DecisionCheckpoint(draw.below(100), draw.below(1_000_000), draw.text()));
            case "events" -> events.all().stream().map(this::securityEvent).toList();
            case "policies" -> draw.several(1, risk::policyEntry);
            case "streams" -> List.of(stream(push()), stream(poll()));
            case "receivers" -> receivers.registrations();
            case "revocations" -> draw.several(1, receivers::revocations);
            case "stream-subjects" -> List.of(streamSubject(null), streamSubject(draw.instant()));
            case "outbox" -> draw.several(1, this::outboxEntry);
            case "deliveries" -> results().stream().map(this::report).toList();
            case "action-receipts" -> receipts();
            case "checkpoints" -> connectorStates();
            case "dead-letters" -> draw.several(1, this::deadLetter);
            default -> throw new IllegalStateException("no values for topic " + topic + ", add some");
        };
        @SuppressWarnings("unchecked") // by the topic's name
        List<V> typed = (List<V>) values;
        return typed;
    }

    /** Keys are part of the topics' contract too. */
    public Object key(Topic<?, ?> topic) {
        if (topic.equals(Topics.SIGNALS)) {
            return signals.shard();
        }
        return topic.keys() == Topics.STREAMS.keys() ? draw.text() : signals.canonicalId();
    }

    private List<ActionReceipt> receipts() {
        return List.of(
                        new Standing.Waiting(),
                        new Standing.Done(draw.instant()),
                        new Standing.Absent(draw.instant()),
                        new Standing.GivenUp(draw.instant()))
                .stream()
                .map(this::receipt)
                .toList();
    }

    private ActionReceipt receipt(Standing standing) {
        return new ActionReceipt(
                draw.text(),
                draw.name(),
                draw.name(),
                draw.text(),
                draw.text(),
                subjects.any(),
                draw.below(100),
                draw.instant(),
                draw.instant(),
                draw.below(100),
                draw.yes() ? draw.text() : null,
                standing);
    }

    private StreamSubject streamSubject(@Nullable Instant removed) {
        return new StreamSubject(
                draw.name(),
                draw.name(),
                subjects.any(),
                removed == null ? SubjectMembership.INCLUDED : draw.one(SubjectMembership.class),
                draw.yes(),
                removed);
    }

    private IdentityLink link() {
        return new IdentityLink(
                signals.identifier(),
                signals.canonicalId(),
                draw.maybe(signals::canonicalId),
                draw.name(),
                draw.instant(),
                draw.maybe(draw::instant),
                draw.yes());
    }

    private SecurityEvent securityEvent(Event event) {
        return new SecurityEvent(
                draw.name(), signals.canonicalId(), subjects.any(), event, draw.text(), draw.instant(), stamps());
    }

    private LatencyStamps stamps() {
        return stamps(draw);
    }

    static LatencyStamps stamps(Draw draw) {
        return new LatencyStamps(
                draw.maybe(draw::instant),
                draw.maybe(draw::instant),
                draw.maybe(draw::instant),
                draw.maybe(draw::instant),
                draw.maybe(draw::instant),
                draw.maybe(draw::instant),
                draw.maybe(draw::instant));
    }

    private StreamRegistration stream(Delivery delivery) {
        return new StreamRegistration(
                draw.name(),
                draw.name(),
                draw.text(),
                "https://" + draw.name(),
                draw.several(1, draw::text),
                delivery,
                draw.some(() -> new EventType("urn:" + draw.name())),
                draw.some(() -> new EventType("urn:" + draw.name())),
                draw.maybe(draw::text),
                draw.one(DefaultSubjects.class),
                state(),
                draw.instant(),
                draw.instant());
    }

    private StreamState state() {
        StreamStatus status = draw.one(StreamStatus.class);
        return new StreamState(
                status,
                draw.maybe(draw::text),
                draw.one(StatusSource.class),
                draw.instant(),
                status == StreamStatus.ENABLED ? null : draw.maybe(draw::instant),
                draw.below(100));
    }

    private Delivery push() {
        return new Delivery.Push(
                URI.create("https://" + draw.name() + "/in?x=1"), draw.maybe(draw::name), draw.one(DeliveryForm.class));
    }

    private Delivery poll() {
        return new Delivery.Poll(
                URI.create("https://" + draw.name() + "/poll/" + draw.name()), draw.one(DeliveryForm.class));
    }

    private OutboxEntry outboxEntry() {
        return new OutboxEntry(draw.name(), draw.text(), events.set(), stamps());
    }

    private List<Result> results() {
        return List.of(
                new Result.Acknowledged(),
                new Result.Rejected(draw.text(), draw.maybe(draw::text)),
                new Result.Dropped(draw.text()));
    }

    private DeliveryReport report(Result result) {
        return new DeliveryReport(draw.name(), draw.text(), draw.maybe(draw::text), result, draw.below(1000), stamps());
    }

    private List<ConnectorState> connectorStates() {
        return List.of(
                ConnectorState.Position.start(draw.instant()),
                new ConnectorState.Position(
                        draw.instant(),
                        draw.maybe(draw::text),
                        draw.maybe(draw::instant),
                        draw.below(100),
                        draw.below(100),
                        draw.maybe(draw::instant),
                        draw.maybe(draw::instant),
                        draw.maybe(draw::instant),
                        draw.maybe(draw::text),
                        new Trouble(draw.one(Trouble.Kind.class), draw.text(), draw.below(9), draw.instant())),
                new ConnectorState.Seen(
                        draw.instant(), draw.instant(), new byte[ConnectorState.Seen.WIDTH * draw.below(5)]),
                new ConnectorState.Row(draw.instant(), draw.below(100), draw.text()),
                new ConnectorState.Order(
                        draw.instant(), draw.yes(), draw.maybe(draw::text), draw.maybe(draw::text), draw.text()));
    }

    private DeadLetter deadLetter() {
        return new DeadLetter(draw.text(), draw.text(), draw.text().getBytes(UTF_8), "text/plain", draw.instant());
    }
}
