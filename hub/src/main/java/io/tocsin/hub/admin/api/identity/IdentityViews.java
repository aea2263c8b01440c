// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.identity;

import io.tocsin.hub.admin.view.ViewJson;
import io.tocsin.hub.admin.view.identity.DemotionsView.DemotionView;
import io.tocsin.hub.admin.view.identity.PrincipalView;
import io.tocsin.hub.admin.view.identity.UnresolvedView.WaitingSignalView;
import io.tocsin.risk.identity.directory.Known;
import io.tocsin.risk.identity.directory.Life;
import io.tocsin.risk.identity.directory.Ownership;
import io.tocsin.risk.identity.operate.DemotedName;
import io.tocsin.risk.identity.operate.Profile;
import io.tocsin.risk.identity.operate.WaitingSignal;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stage's own records as the API shows them. */
final class IdentityViews {
    private IdentityViews() {}

    static PrincipalView of(Profile profile) {
        Known known = profile.known();
        return new PrincipalView(
                known.id().text(),
                ViewJson.word(known.id().kind()),
                known.id().tenant(),
                known.firstSeen(),
                profile.names().stream().map(IdentityViews::name).toList(),
                known.merges().stream()
                        .map(merge ->
                                new PrincipalView.MergeView(merge.absorbed().text(), merge.signal(), merge.at()))
                        .toList(),
                known.partings().stream()
                        .map(parting ->
                                new PrincipalView.PartingView(parting.other().text(), parting.signal(), parting.at()))
                        .toList(),
                profile.assigned()
                        .map(sighting -> sighting(sighting, profile.people()))
                        .orElse(null),
                known.ownership().observed().stream()
                        .map(sighting -> sighting(sighting, profile.people()))
                        .toList(),
                profile.sessions().stream().map(IdentityViews::session).toList(),
                profile.reach().stream().map(IdentityViews::session).toList(),
                known.id().kind() == PrincipalKind.SESSION ? life(known.life()) : null);
    }

    private static PrincipalView.NameView name(Profile.Name name) {
        return new PrincipalView.NameView(
                ViewJson.word(name.identifier().kind()),
                name.identifier().namespace(),
                name.identifier().value(),
                ViewJson.word(name.strength()),
                name.since(),
                name.seen(),
                name.until(),
                name.demoted());
    }

    private static PrincipalView.SightingView sighting(Ownership.Sighting sighting, Map<CanonicalId, String> people) {
        return new PrincipalView.SightingView(
                sighting.user().text(), people.get(sighting.user()), sighting.since(), sighting.seen());
    }

    private static PrincipalView.BoundSessionView session(Profile.Session session) {
        return new PrincipalView.BoundSessionView(
                session.id().text(),
                session.name() == null ? null : session.name().value(),
                session.opened(),
                session.heard(),
                text(session.user()),
                text(session.device()));
    }

    private static PrincipalView.SessionLifeView life(Life life) {
        return new PrincipalView.SessionLifeView(
                life.opened(),
                life.heard(),
                life.expires().orElse(null),
                life.closed().orElse(null),
                life.endedByTime(),
                text(life.user()),
                text(life.device()));
    }

    static DemotionView of(DemotedName name) {
        return new DemotionView(
                name.tenant(),
                ViewJson.word(name.kind()),
                name.namespace(),
                name.value(),
                name.at(),
                name.evidence(),
                name.holders().stream().map(CanonicalId::text).toList());
    }

    static WaitingSignalView of(WaitingSignal signal) {
        return new WaitingSignalView(
                signal.id(),
                signal.tenant(),
                signal.source(),
                signal.kinds().stream().map(ViewJson::word).toList(),
                signal.reason(),
                signal.since(),
                signal.until());
    }

    private static @Nullable String text(@Nullable CanonicalId id) {
        return id == null ? null : id.text();
    }
}
