// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.risk;

import io.tocsin.hub.admin.api.AdminApi;
import io.tocsin.hub.admin.api.Call;
import io.tocsin.hub.admin.api.Endpoint;
import io.tocsin.hub.admin.api.Refusal;
import io.tocsin.hub.admin.api.Stage;
import io.tocsin.hub.admin.view.ViewJson;
import io.tocsin.hub.admin.view.held.HeldView;
import io.tocsin.hub.admin.view.held.HeldsView;
import io.tocsin.hub.admin.view.held.RulingOrder;
import io.tocsin.hub.admin.view.held.RulingView;
import io.tocsin.risk.RiskStreams;
import io.tocsin.risk.operate.HeldDecisions;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Grounds;
import io.tocsin.schemas.risk.RiskControl.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code /admin/v1/held}. */
public final class HeldEndpoints {
    private static final String HELD = AdminApi.ROOT + "v1/held";
    private static final int EVERY = 10_000;

    public static final List<Endpoint> ALL = List.of(
            Stage.RISK.get(HELD, HeldEndpoints::list),
            Stage.RISK.get(HELD + "/{id}", HeldEndpoints::show),
            Stage.RISK.post(HELD + ":approve", (risk, call) -> rule(risk, call, Ruling.APPROVE)),
            Stage.RISK.post(HELD + ":reject", (risk, call) -> rule(risk, call, Ruling.REJECT)));

    private HeldEndpoints() {}

    private static HeldsView list(RiskStreams risk, Call call) {
        HeldDecisions held = risk.operations().held();
        HeldDecisions.Filter filter = new HeldDecisions.Filter(
                call.parameter("tenant").orElse(null),
                call.parameter("response").orElse(null),
                call.parameter("rule").orElse(null),
                call.parameter("connector").orElse(null));
        return new HeldsView(
                held.list(filter, call.limit()).stream()
                        .map(HeldEndpoints::view)
                        .toList(),
                held.count());
    }

    private static HeldView show(RiskStreams risk, Call call) {
        return risk.operations()
                .held()
                .find(call.id())
                .map(HeldEndpoints::view)
                .orElseThrow(() -> Refusal.notFound("no decision of that id waits for a ruling"));
    }

    private static RulingView rule(RiskStreams risk, Call call, Ruling ruling) {
        RulingOrder order = call.body(RulingOrder.class);
        HeldDecisions held = risk.operations().held();
        List<HeldDecisions.Held> chosen = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        if (order.ids().isEmpty()) {
            chosen.addAll(held.list(
                    new HeldDecisions.Filter(order.tenant(), order.response(), order.rule(), order.connector()),
                    EVERY));
        }
        for (String id : order.ids()) {
            Optional<HeldDecisions.Held> found = held.find(id);
            found.ifPresentOrElse(chosen::add, () -> unknown.add(id));
        }
        if (chosen.isEmpty() && !unknown.isEmpty()) {
            throw Refusal.notFound("no decision of that id waits for a ruling");
        }
        Call.waitLong(held.rule(chosen, ruling, call.by(), order.reason()));
        return new RulingView(
                ViewJson.word(ruling),
                chosen.stream().map(each -> each.decision().value().id()).toList(),
                unknown);
    }

    private static HeldView view(HeldDecisions.Held held) {
        Decision decision = held.decision().value();
        Grounds.Counted counted = decision.grounds().breaker();
        return new HeldView(
                decision.id(),
                decision.principal().text(),
                held.names().stream().findFirst().map(name -> name.value()).orElse(null),
                decision.at(),
                decision.response(),
                decision.policy().version().name(),
                decision.policy().version().number(),
                decision.scoring().score(),
                ViewJson.word(decision.scoring().level()),
                decision.scoring().contributions().stream()
                        .map(Contribution::rule)
                        .distinct()
                        .toList(),
                held.connector(),
                counted == null ? null : counted.reached(),
                counted == null ? null : counted.limit(),
                decision.verdict().reason());
    }
}
