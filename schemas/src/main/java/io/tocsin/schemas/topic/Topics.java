// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.topic;

import io.tocsin.schemas.action.ActionReceipt;
import io.tocsin.schemas.avro.ActionReceiptRecord;
import io.tocsin.schemas.avro.ConnectorStateRecord;
import io.tocsin.schemas.avro.DeadLetterRecord;
import io.tocsin.schemas.avro.DecisionCheckpointRecord;
import io.tocsin.schemas.avro.DecisionRecord;
import io.tocsin.schemas.avro.DeliveryReportRecord;
import io.tocsin.schemas.avro.IdentityLinkRecord;
import io.tocsin.schemas.avro.OutboxEntryRecord;
import io.tocsin.schemas.avro.PolicyEntryRecord;
import io.tocsin.schemas.avro.ReceiverRegistrationRecord;
import io.tocsin.schemas.avro.RiskAssessmentRecord;
import io.tocsin.schemas.avro.RiskControlRecord;
import io.tocsin.schemas.avro.RiskFlowRecord;
import io.tocsin.schemas.avro.SecurityEventRecord;
import io.tocsin.schemas.avro.SignalRecord;
import io.tocsin.schemas.avro.StreamRegistrationRecord;
import io.tocsin.schemas.avro.StreamSubjectRecord;
import io.tocsin.schemas.avro.TokenRevocationsRecord;
import io.tocsin.schemas.codec.ActionCodec;
import io.tocsin.schemas.codec.CheckpointCodec;
import io.tocsin.schemas.codec.ConnectorStateCodec;
import io.tocsin.schemas.codec.ControlCodec;
import io.tocsin.schemas.codec.DecisionCodec;
import io.tocsin.schemas.codec.PolicyCodec;
import io.tocsin.schemas.codec.ReceiverCodec;
import io.tocsin.schemas.codec.RiskCodec;
import io.tocsin.schemas.codec.SignalCodec;
import io.tocsin.schemas.codec.StreamCodec;
import io.tocsin.schemas.codec.StreamSubjectCodec;
import io.tocsin.schemas.connector.ConnectorState;
import io.tocsin.schemas.policy.PolicyEntry;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.receiver.TokenRevocations;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.DecisionCheckpoint;
import io.tocsin.schemas.risk.IdentityLink;
import io.tocsin.schemas.risk.RiskAssessment;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.risk.RiskFlow;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamSubject;
import java.util.List;

/** All topics there are. */
public final class Topics {
    private static final AvroCodec<Signal> SIGNAL =
            AvroCodec.of(SignalRecord.class, SignalCodec::toAvro, SignalCodec::fromAvro);

    /** What sources said, with identifiers as they gave them. */
    public static final Topic<TenantShard, Signal> SIGNALS =
            new Topic<>("signals", KeyCodec.TENANT_SHARD, SIGNAL, Retention.days(7));

    /** The same, each for the principal it is about. */
    public static final Topic<CanonicalId, Signal> RESOLVED_SIGNALS =
            new Topic<>("resolved-signals", KeyCodec.CANONICAL_ID, SIGNAL, Retention.days(7));

    /** Whose alias an identifier is; the key is {@code tenant|KIND|namespace|value}. */
    public static final Topic<String, IdentityLink> IDENTITY_LINKS = new Topic<>(
            "identity-links",
            KeyCodec.TEXT,
            AvroCodec.of(IdentityLinkRecord.class, RiskCodec::toAvro, RiskCodec::fromAvro),
            Retention.compacted());

    /** Risk on its way from one principal to another, keyed by the one it reaches. */
    public static final Topic<CanonicalId, RiskFlow> RISK_FLOWS = new Topic<>(
            "risk-flows",
            KeyCodec.CANONICAL_ID,
            AvroCodec.of(RiskFlowRecord.class, RiskCodec::toAvro, RiskCodec::fromAvro),
            Retention.days(7));

    /** What moves the risk stage besides signals; the key is {@link RiskControl#key}. */
    public static final Topic<String, RiskControl> RISK_CONTROL = new Topic<>(
            "risk-control",
            KeyCodec.TEXT,
            AvroCodec.of(RiskControlRecord.class, ControlCodec::toAvro, ControlCodec::fromAvro),
            Retention.days(7));

    /** The latest assessment of each principal. */
    public static final Topic<CanonicalId, RiskAssessment> RISK_LEVELS = new Topic<>(
            "risk-levels",
            KeyCodec.CANONICAL_ID,
            AvroCodec.of(RiskAssessmentRecord.class, RiskCodec::toAvro, RiskCodec::fromAvro),
            Retention.compacted());

    /** What was decided and from what, emitted or not. */
    public static final Topic<CanonicalId, Decision> DECISIONS = new Topic<>(
            "decisions",
            KeyCodec.CANONICAL_ID,
            AvroCodec.of(DecisionRecord.class, DecisionCodec::toAvro, DecisionCodec::fromAvro),
            Retention.days(28));

    /**
     * Signed statements of what {@code decisions} held, by partition of that topic. Kept longer than what they cover.
     */
    public static final Topic<String, DecisionCheckpoint> DECISION_CHECKPOINTS = new Topic<>(
            "decision-checkpoints",
            KeyCodec.TEXT,
            AvroCodec.of(DecisionCheckpointRecord.class, CheckpointCodec::toAvro, CheckpointCodec::fromAvro),
            Retention.days(90));

    /** Events to tell receivers of. */
    public static final Topic<CanonicalId, SecurityEvent> EVENTS = new Topic<>(
            "events",
            KeyCodec.CANONICAL_ID,
            AvroCodec.of(SecurityEventRecord.class, DecisionCodec::toAvro, DecisionCodec::fromAvro),
            Retention.days(7));

    /**
     * The steps by which policies came into force, in the order of their first partition, which holds them all; no step
     * is ever replaced.
     */
    public static final Topic<String, PolicyEntry> POLICIES = new Topic<>(
            "policies",
            KeyCodec.TEXT,
            AvroCodec.of(PolicyEntryRecord.class, PolicyCodec::toAvro, PolicyCodec::fromAvro),
            Retention.compacted());

    /** The SSF streams, by stream id; a tombstone deletes one. */
    public static final Topic<String, StreamRegistration> STREAMS = new Topic<>(
            "streams",
            KeyCodec.TEXT,
            AvroCodec.of(StreamRegistrationRecord.class, StreamCodec::toAvro, StreamCodec::fromAvro),
            Retention.compacted());

    /**
     * The receivers that are registered, by client id; a tombstone removes one. Those that the configuration names are
     * not here.
     */
    public static final Topic<String, ReceiverRegistration> RECEIVERS = new Topic<>(
            "receivers",
            KeyCodec.TEXT,
            AvroCodec.of(ReceiverRegistrationRecord.class, ReceiverCodec::toAvro, ReceiverCodec::fromAvro),
            Retention.compacted());

    /** Which access tokens are revoked, by client id, of whatever receiver. */
    public static final Topic<String, TokenRevocations> REVOCATIONS = new Topic<>(
            "revocations",
            KeyCodec.TEXT,
            AvroCodec.of(TokenRevocationsRecord.class, ReceiverCodec::toAvro, ReceiverCodec::fromAvro),
            Retention.compacted());

    /** What receivers said of subjects on their streams, by stream id and hash of the subject. */
    public static final Topic<String, StreamSubject> STREAM_SUBJECTS = new Topic<>(
            "stream-subjects",
            KeyCodec.TEXT,
            AvroCodec.of(StreamSubjectRecord.class, StreamSubjectCodec::toAvro, StreamSubjectCodec::fromAvro),
            Retention.compacted());

    /** What is to be delivered, by stream id; a tombstone says that the stream is deleted. */
    public static final Topic<String, OutboxEntry> OUTBOX = new Topic<>(
            "outbox",
            KeyCodec.TEXT,
            AvroCodec.of(OutboxEntryRecord.class, StreamCodec::toAvro, StreamCodec::fromAvro),
            Retention.days(7));

    /** How deliveries ended, by stream id. */
    public static final Topic<String, DeliveryReport> DELIVERIES = new Topic<>(
            "deliveries",
            KeyCodec.TEXT,
            AvroCodec.of(DeliveryReportRecord.class, StreamCodec::toAvro, StreamCodec::fromAvro),
            Retention.days(7));

    /** What became of a revocation at each target that was to end the session, by receipt. */
    public static final Topic<String, ActionReceipt> ACTION_RECEIPTS = new Topic<>(
            "action-receipts",
            KeyCodec.TEXT,
            AvroCodec.of(ActionReceiptRecord.class, ActionCodec::toAvro, ActionCodec::fromAvro),
            Retention.days(28));

    /** What could not be used, by the key it had. */
    public static final Topic<String, DeadLetter> DEAD_LETTERS = new Topic<>(
            "dead-letters",
            KeyCodec.TEXT,
            AvroCodec.of(DeadLetterRecord.class, DeadLetterCodec::toAvro, DeadLetterCodec::fromAvro),
            Retention.days(28));

    /**
     * Where connectors stand at their vendors, and what they are told, by {@link io.tocsin.schemas.connector.StateKey};
     * all of one connector stands in one partition, whose owner reads from the vendor.
     */
    public static final Topic<String, ConnectorState> CHECKPOINTS = new Topic<>(
            "checkpoints",
            KeyCodec.TEXT,
            AvroCodec.of(ConnectorStateRecord.class, ConnectorStateCodec::toAvro, ConnectorStateCodec::fromAvro),
            Retention.compacted());

    public static final List<Topic<?, ?>> ALL = List.of(
            SIGNALS,
            RESOLVED_SIGNALS,
            IDENTITY_LINKS,
            RISK_FLOWS,
            RISK_CONTROL,
            RISK_LEVELS,
            DECISIONS,
            DECISION_CHECKPOINTS,
            EVENTS,
            POLICIES,
            STREAMS,
            RECEIVERS,
            REVOCATIONS,
            STREAM_SUBJECTS,
            OUTBOX,
            DELIVERIES,
            ACTION_RECEIPTS,
            DEAD_LETTERS,
            CHECKPOINTS);

    private Topics() {}
}
