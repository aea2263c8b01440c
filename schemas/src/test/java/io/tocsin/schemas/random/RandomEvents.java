// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.random;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.CaepRiskLevel;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.event.LocalizedText;
import io.tocsin.schemas.event.RiscEvent;
import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.event.UnknownEvent;
import io.tocsin.schemas.set.SetClaims;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Events of every type, with members nobody defined among theirs, and SETs of them. */
public final class RandomEvents {
    private final Draw draw;
    private final List<Supplier<Event>> types;

    public RandomEvents(Draw draw) {
        this.draw = draw;
        this.types = List.of(
                () -> new CaepEvent.SessionRevoked(circumstances(), draw.members()),
                () -> new CaepEvent.TokenClaimsChange(claims(), circumstances(), draw.members()),
                () -> new CaepEvent.CredentialChange(
                        draw.text(),
                        draw.one(ChangeType.class),
                        draw.maybe(draw::text),
                        draw.maybe(draw::text),
                        draw.maybe(draw::text),
                        draw.maybe(draw::text),
                        circumstances(),
                        draw.members()),
                () -> new CaepEvent.AssuranceLevelChange(
                        draw.text(),
                        draw.text(),
                        draw.maybe(draw::text),
                        draw.maybe(() -> draw.one(CaepEvent.ChangeDirection.class)),
                        circumstances(),
                        draw.members()),
                () -> new CaepEvent.DeviceComplianceChange(
                        draw.one(ComplianceStatus.class),
                        draw.one(ComplianceStatus.class),
                        circumstances(),
                        draw.members()),
                () -> new CaepEvent.SessionEstablished(
                        draw.maybe(draw::text),
                        draw.maybe(draw::text),
                        draw.some(draw::text),
                        draw.maybe(draw::text),
                        circumstances(),
                        draw.members()),
                () -> new CaepEvent.SessionPresented(
                        draw.maybe(draw::text), draw.maybe(draw::text), circumstances(), draw.members()),
                () -> new CaepEvent.RiskLevelChange(
                        draw.text(),
                        draw.one(CaepRiskLevel.class),
                        draw.maybe(() -> draw.one(CaepRiskLevel.class)),
                        draw.maybe(draw::text),
                        circumstances(),
                        draw.members()),
                () -> new RiscEvent.AccountCredentialChangeRequired(draw.members()),
                () -> new RiscEvent.AccountPurged(draw.members()),
                () -> new RiscEvent.AccountDisabled(draw.maybe(draw::text), draw.members()),
                () -> new RiscEvent.AccountEnabled(draw.members()),
                () -> new RiscEvent.IdentifierChanged(draw.maybe(draw::text), draw.members()),
                () -> new RiscEvent.IdentifierRecycled(draw.members()),
                () -> new RiscEvent.CredentialCompromise(draw.text(), circumstances(), draw.members()),
                () -> new RiscEvent.OptIn(draw.members()),
                () -> new RiscEvent.OptOutInitiated(draw.members()),
                () -> new RiscEvent.OptOutCancelled(draw.members()),
                () -> new RiscEvent.OptOutEffective(draw.members()),
                () -> new RiscEvent.RecoveryActivated(draw.members()),
                () -> new RiscEvent.RecoveryInformationChanged(draw.members()),
                () -> new RiscEvent.SessionsRevoked(draw.members()),
                () -> new SsfEvent.Verification(draw.maybe(draw::text), draw.members()),
                () -> new SsfEvent.StreamUpdated(
                        draw.one("enabled", "paused", "disabled"), draw.maybe(draw::text), draw.members()),
                () -> new UnknownEvent(new EventType("urn:example:" + draw.name()), draw.members()));
    }

    /** One of each type. */
    public List<Event> all() {
        return types.stream().map(Supplier::get).toList();
    }

    public Event any() {
        return types.get(draw.below(types.size())).get();
    }

    public SetClaims set() {
        return new SetClaims(
                "https://" + draw.name() + ".example",
                draw.several(1, draw::text),
                draw.seconds(),
                draw.text(),
                draw.maybe(draw::text),
                draw.maybe(draw::seconds),
                new RandomSubjects(draw).any(),
                List.of(any()),
                draw.members());
    }

    private Circumstances circumstances() {
        return new Circumstances(
                draw.maybe(draw::seconds), draw.maybe(() -> draw.one(InitiatingEntity.class)), reason(), reason());
    }

    private LocalizedText reason() {
        return new LocalizedText(draw.texts());
    }

    private Map<String, JsonNode> claims() {
        Map<String, JsonNode> claims = new TreeMap<>();
        draw.several(1, draw::text).forEach(name -> claims.put(name, draw.json(2)));
        return claims;
    }
}
