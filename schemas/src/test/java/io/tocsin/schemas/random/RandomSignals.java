// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.random;

import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Recognition;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Sighting;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import io.tocsin.schemas.signal.TenantShard;
import java.util.List;

/** Signals with every payload. */
public final class RandomSignals {
    private final Draw draw;

    public RandomSignals(Draw draw) {
        this.draw = draw;
    }

    /** One with each payload. */
    public List<Signal> all() {
        return payloads().stream().map(this::signal).toList();
    }

    public Signal signal(SignalPayload payload) {
        return new Signal(
                draw.name(),
                draw.one(SignalType.class),
                new SignalTimes(draw.instant(), draw.one(TimeQuality.class), draw.maybe(draw::instant), draw.instant()),
                new SignalSource(
                        draw.name(),
                        draw.text(),
                        draw.text(),
                        draw.text(),
                        draw.one(Transport.class),
                        draw.text(),
                        draw.maybe(draw::text),
                        draw.maybe(draw::text)),
                draw.maybe(() -> draw.one(InitiatingEntity.class)),
                draw.maybe(this::entity),
                draw.maybe(this::entity),
                draw.maybe(this::entity),
                draw.maybe(this::entity),
                payload,
                draw.yes() ? SignalContext.NONE : context(),
                draw.yes() ? Provenance.NONE : provenance(),
                draw.texts());
    }

    public TenantShard shard() {
        return new TenantShard(draw.name(), draw.below(100));
    }

    public CanonicalId canonicalId() {
        return new CanonicalId(draw.name(), draw.one(PrincipalKind.class), draw.name());
    }

    public Identifier identifier() {
        return new Identifier(
                draw.one(IdentifierKind.class), draw.yes() ? "" : draw.text(), draw.text(), draw.one(Strength.class));
    }

    private Entity entity() {
        return new Entity(
                draw.maybe(this::canonicalId),
                draw.some(this::identifier),
                draw.maybe(draw::text),
                draw.maybe(this::recognition),
                draw.some(() -> new Sighting(canonicalId(), draw.instant())));
    }

    private Recognition recognition() {
        return new Recognition(draw.one(Strength.class), draw.some(() -> draw.one(IdentifierKind.class)));
    }

    private SignalContext context() {
        return new SignalContext(
                draw.maybe(draw::text),
                draw.maybe(draw::text),
                draw.maybe(draw::text),
                draw.maybe(() -> draw.between(-90, 90)),
                draw.maybe(() -> draw.between(-180, 180)),
                draw.maybe(() -> draw.below(100_000)),
                draw.maybe(draw::yes));
    }

    private Provenance provenance() {
        return new Provenance(draw.maybe(draw::text), draw.maybe(draw::text), draw.maybe(draw::text), draw.yes());
    }

    private List<SignalPayload> payloads() {
        return List.of(
                new SignalPayload.None(),
                new SignalPayload.SessionChange(draw.yes(), draw.maybe(draw::instant), draw.maybe(draw::text)),
                new SignalPayload.Login(draw.maybe(draw::text), draw.some(draw::text)),
                new SignalPayload.CredentialUpdate(
                        draw.text(), draw.one(ChangeType.class), draw.maybe(draw::text), draw.yes()),
                new SignalPayload.Compliance(
                        draw.maybe(() -> draw.one(ComplianceStatus.class)),
                        draw.maybe(() -> draw.one(ComplianceStatus.class)),
                        draw.some(() -> new PostureCheck(draw.text(), draw.maybe(draw::text), draw.yes()))),
                new SignalPayload.Threat(
                        draw.text(),
                        draw.maybe(draw::text),
                        draw.one(FindingState.class),
                        draw.one(Severity.class),
                        draw.maybe(draw::yes),
                        draw.some(draw::text)),
                new SignalPayload.VendorRisk(
                        draw.one(PrincipalKind.class),
                        draw.one(RiskLevel.class),
                        draw.maybe(() -> draw.one(RiskLevel.class)),
                        draw.maybe(draw::text),
                        draw.some(draw::text)),
                new SignalPayload.AccountChange(
                        draw.maybe(draw::text), draw.maybe(this::identifier), draw.maybe(this::identifier)),
                new SignalPayload.AssuranceChange(draw.text(), draw.text(), draw.maybe(draw::text)),
                new SignalPayload.DeviceFacts(
                        draw.maybe(draw::yes), draw.maybe(draw::yes), draw.maybe(draw::text), draw.maybe(draw::text)),
                new SignalPayload.Merge(canonicalId(), canonicalId()),
                new SignalPayload.Split(canonicalId(), canonicalId(), draw.some(this::identifier)));
    }
}
