// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.identity;

import io.tocsin.hub.admin.api.AdminApi;
import io.tocsin.hub.admin.api.Call;
import io.tocsin.hub.admin.api.Endpoint;
import io.tocsin.hub.admin.api.Refusal;
import io.tocsin.hub.admin.api.Stage;
import io.tocsin.hub.admin.view.identity.DemotionsView;
import io.tocsin.hub.admin.view.identity.OtherPrincipal;
import io.tocsin.hub.admin.view.identity.PairView;
import io.tocsin.hub.admin.view.identity.PrincipalView;
import io.tocsin.hub.admin.view.identity.PrincipalsView;
import io.tocsin.hub.admin.view.identity.SplitOrder;
import io.tocsin.hub.admin.view.identity.UnresolvedView;
import io.tocsin.risk.RiskStreams;
import io.tocsin.risk.identity.operate.IdentityOperations;
import io.tocsin.risk.identity.operate.Profile;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** {@code /admin/v1/principals} and {@code /admin/v1/identity}. */
public final class IdentityEndpoints {
    private static final String PRINCIPALS = AdminApi.ROOT + "v1/principals";
    private static final String IDENTITY = AdminApi.ROOT + "v1/identity/";
    /** For the stage to come to an operator's word. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final long BETWEEN_LOOKS_MILLIS = 50;

    public static final List<Endpoint> ALL = List.of(
            Stage.RISK.get(PRINCIPALS, IdentityEndpoints::find),
            Stage.RISK.get(PRINCIPALS + "/{id}", IdentityEndpoints::show),
            Stage.RISK.post(PRINCIPALS + "/{id}:split", IdentityEndpoints::split),
            Stage.RISK.post(PRINCIPALS + "/{id}:keep-apart", IdentityEndpoints::keepApart),
            Stage.RISK.post(PRINCIPALS + "/{id}:join", IdentityEndpoints::join),
            Stage.RISK.get(IDENTITY + "demotions", IdentityEndpoints::demotions),
            Stage.RISK.get(IDENTITY + "unresolved", IdentityEndpoints::unresolved));

    private IdentityEndpoints() {}

    private static PrincipalsView find(RiskStreams risk, Call call) {
        String name =
                call.parameter("name").orElseThrow(() -> Refusal.invalid("name is missing, expected a name or an id"));
        return new PrincipalsView(risk.identity().find(name, tenant(call)).stream()
                .map(IdentityViews::of)
                .toList());
    }

    private static PrincipalView show(RiskStreams risk, Call call) {
        return IdentityViews.of(one(risk.identity(), call.id(), tenant(call)));
    }

    private static PairView split(RiskStreams risk, Call call) {
        IdentityOperations identity = risk.identity();
        Profile whole = one(identity, call.id(), tenant(call));
        List<Identifier> names = call.body(SplitOrder.class).names().stream()
                .map(text -> whole.name(text)
                        .orElseThrow(() -> Refusal.invalid("one of names is no name of that principal, or several:"
                                + " expected KIND:value of one that it has")))
                .toList();
        CanonicalId apart = Call.wait(identity.split(whole, names, call.by()));
        boolean done = within(() -> identity.profile(whole.shard(), apart).isPresent());
        return new PairView(whole.known().id().text(), apart.text(), done);
    }

    private static PairView keepApart(RiskStreams risk, Call call) {
        IdentityOperations identity = risk.identity();
        Profile one = one(identity, call.id(), tenant(call));
        Profile other = other(identity, call, one);
        Call.wait(identity.keepApart(one, other, call.by()));
        CanonicalId id = other.known().id();
        boolean done = within(() -> identity.profile(one.shard(), one.known().id()).stream()
                .anyMatch(now -> now.known().partings().stream()
                        .anyMatch(parting -> parting.other().equals(id))));
        return new PairView(one.known().id().text(), id.text(), done);
    }

    private static PairView join(RiskStreams risk, Call call) {
        IdentityOperations identity = risk.identity();
        Profile one = one(identity, call.id(), tenant(call));
        Profile other = other(identity, call, one);
        Call.wait(identity.join(one, other, call.by()));
        boolean done = within(() -> identity.profile(one.shard(), other.known().id()).stream()
                .anyMatch(now -> !now.known().id().equals(other.known().id())));
        return new PairView(one.known().id().text(), other.known().id().text(), done);
    }

    private static Profile other(IdentityOperations identity, Call call, Profile one) {
        Profile other = one(
                identity,
                call.body(OtherPrincipal.class).other(),
                one.known().id().tenant());
        if (other.known().id().equals(one.known().id())) {
            throw Refusal.invalid("both are the same principal, expected two");
        }
        if (!other.shard().equals(one.shard())) {
            throw Refusal.invalid("the two are in different shards of their tenant, which are never compared");
        }
        return other;
    }

    private static DemotionsView demotions(RiskStreams risk, Call call) {
        return new DemotionsView(risk.identity().demotions(tenant(call), call.limit()).stream()
                .map(IdentityViews::of)
                .toList());
    }

    private static UnresolvedView unresolved(RiskStreams risk, Call call) {
        return new UnresolvedView(risk.identity().unresolved(tenant(call), call.limit()).stream()
                .map(IdentityViews::of)
                .toList());
    }

    private static Profile one(IdentityOperations identity, String text, String tenant) {
        List<Profile> found = identity.find(text, tenant);
        if (found.isEmpty()) {
            throw Refusal.notFound("nobody of that name or id is known to this process; another hub may have that part"
                    + " of the tenants");
        }
        if (found.size() > 1) {
            throw Refusal.invalid("that means " + found.size() + " principals, expected the id of one");
        }
        return found.getFirst();
    }

    private static String tenant(Call call) {
        return call.parameter("tenant").orElse("");
    }

    /** A management call returns when the next look shows what it did; this one waits for the stage, within limits. */
    private static boolean within(BooleanSupplier done) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Call.wait(CompletableFuture.runAsync(
                    () -> {}, CompletableFuture.delayedExecutor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)));
        }
        return true;
    }
}
