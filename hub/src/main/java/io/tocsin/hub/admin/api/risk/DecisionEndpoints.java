// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.risk;

import io.tocsin.hub.admin.api.AdminApi;
import io.tocsin.hub.admin.api.Call;
import io.tocsin.hub.admin.api.Endpoint;
import io.tocsin.hub.admin.api.Refusal;
import io.tocsin.hub.admin.api.Served;
import io.tocsin.hub.admin.api.Stage;
import io.tocsin.hub.admin.view.decision.AuditKeysView;
import io.tocsin.hub.admin.view.decision.DecisionsView;
import io.tocsin.hub.admin.view.decision.ExplanationsView;
import io.tocsin.hub.admin.view.decision.ExportView;
import io.tocsin.hub.admin.view.decision.VerificationOrder;
import io.tocsin.hub.admin.view.decision.VerificationView;
import io.tocsin.risk.RiskStreams;
import io.tocsin.risk.explanation.Explanation;
import io.tocsin.risk.operate.DecisionLog;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.stream.StreamRegistration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code /admin/v1/decisions}, {@code /admin/v1/verifications} and {@code /admin/v1/audit-keys}. */
public final class DecisionEndpoints {
    private static final String DECISIONS = AdminApi.ROOT + "v1/decisions";
    private static final String KEYS = AdminApi.ROOT + "v1/audit-keys";

    public static final List<Endpoint> ALL = List.of(
            Stage.RISK.get(DECISIONS, DecisionEndpoints::list),
            Stage.RISK.get(DECISIONS + ":export", DecisionEndpoints::export),
            Endpoint.get(DECISIONS + "/{id}:explain", DecisionEndpoints::explain),
            Stage.RISK.ask(DECISIONS + ":verify", DecisionEndpoints::verify),
            Stage.RISK.get(AdminApi.ROOT + "v1/verifications/{id}", DecisionEndpoints::progress),
            Stage.RISK.get(KEYS, DecisionEndpoints::keys),
            Stage.RISK.post(KEYS + ":rotate", DecisionEndpoints::rotate));

    private DecisionEndpoints() {}

    private static DecisionsView list(RiskStreams risk, Call call) {
        DecisionLog log = risk.operations().decisions();
        DecisionLog.Page page = log.newest(filter(call), call.parameter("after").orElse(""), call.limit());
        Map<CanonicalId, String> names = log.names(page.decisions());
        return new DecisionsView(
                page.decisions().stream()
                        .map(decision -> DecisionViews.line(decision, names.get(decision.principal())))
                        .toList(),
                page.next());
    }

    private static ExportView export(RiskStreams risk, Call call) {
        DecisionLog.Export page = risk.operations()
                .decisions()
                .export(filter(call), call.parameter("after").orElse(""), call.limit());
        return new ExportView(page.decisions().stream().map(DecisionViews::of).toList(), page.next());
    }

    private static DecisionLog.Filter filter(Call call) {
        return new DecisionLog.Filter(
                call.parameter("subject").orElse(null),
                call.parameter("outcome", Outcome.class).orElse(null),
                call.parameter("policy").orElse(null),
                call.time("since").orElse(null));
    }

    private static ExplanationsView explain(Served served, Call call) {
        List<Explanation> found =
                served.running(Stage.RISK).operations().explanations().of(call.id());
        if (found.isEmpty()) {
            throw Refusal.notFound("no decision leads to that txn or jti, or retention has removed it");
        }
        Function<String, Optional<String>> receivers = stream -> served.runningIfAny(Stage.TRANSMITTER)
                .flatMap(transmitter -> transmitter.streams().find(stream))
                .map(StreamRegistration::receiver);
        return new ExplanationsView(found.stream()
                .map(explanation -> ExplanationViews.of(explanation, receivers))
                .toList());
    }

    private static VerificationView verify(RiskStreams risk, Call call) {
        VerificationOrder order = call.body(VerificationOrder.class);
        return AuditViews.of(risk.operations().verifications().begin(order.from(), order.to()));
    }

    private static VerificationView progress(RiskStreams risk, Call call) {
        return risk.operations()
                .verifications()
                .find(call.id())
                .map(AuditViews::of)
                .orElseThrow(() -> Refusal.notFound(
                        "this hub knows no verification of that id: ask the one that it was begun at"));
    }

    private static AuditKeysView keys(RiskStreams risk, Call call) {
        return AuditViews.of(risk.operations().auditKeys());
    }

    private static AuditKeysView rotate(RiskStreams risk, Call call) {
        risk.operations().auditKeys().rotate();
        return AuditViews.of(risk.operations().auditKeys());
    }
}
