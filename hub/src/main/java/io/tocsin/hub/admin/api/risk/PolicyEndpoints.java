// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.risk;

import io.tocsin.hub.admin.api.AdminApi;
import io.tocsin.hub.admin.api.Call;
import io.tocsin.hub.admin.api.Endpoint;
import io.tocsin.hub.admin.api.Refusal;
import io.tocsin.hub.admin.api.Stage;
import io.tocsin.hub.admin.view.ViewJson;
import io.tocsin.hub.admin.view.policy.DocumentView;
import io.tocsin.hub.admin.view.policy.HistoryView;
import io.tocsin.hub.admin.view.policy.NewPolicy;
import io.tocsin.hub.admin.view.policy.OverlapView;
import io.tocsin.hub.admin.view.policy.PoliciesView;
import io.tocsin.hub.admin.view.policy.PolicyStep;
import io.tocsin.hub.admin.view.policy.StepView;
import io.tocsin.risk.policy.overlap.Overlap;
import io.tocsin.risk.policy.publication.Configured;
import io.tocsin.risk.policy.publication.Policies;
import io.tocsin.risk.policy.publication.PolicyHistory;
import io.tocsin.risk.policy.publication.PolicyHistory.Step;
import io.tocsin.risk.policy.publication.PolicyOrder;
import io.tocsin.schemas.policy.PolicyEntry;
import io.tocsin.schemas.policy.PolicyEntry.Shadow;
import io.tocsin.schemas.policy.PolicyVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code /admin/v1/policies}. */
public final class PolicyEndpoints {
    private static final String POLICIES = AdminApi.ROOT + "v1/policies";
    private static final String POLICY = POLICIES + "/{id}";

    public static final List<Endpoint> ALL = List.of(
            Stage.POLICIES.get(POLICIES, PolicyEndpoints::inForce),
            Stage.POLICIES.post(POLICIES, PolicyEndpoints::publish),
            Stage.POLICIES.get(POLICIES + ":history", PolicyEndpoints::history),
            Stage.POLICIES.post(POLICIES + ":rollback", PolicyEndpoints::rollback),
            Stage.POLICIES.get(POLICY, PolicyEndpoints::show),
            Stage.POLICIES.get(POLICY + ":overlap", PolicyEndpoints::overlap),
            Stage.POLICIES.post(POLICY + ":promote", PolicyEndpoints::promote),
            Stage.POLICIES.post(POLICY + ":withdraw", PolicyEndpoints::withdraw));

    private PolicyEndpoints() {}

    private static PoliciesView inForce(Policies policies, Call call) {
        PolicyHistory history = policies.history();
        List<Shadow> left = policies.leftBehind();
        return history.latest()
                .map(step -> new PoliciesView(
                        step.entry().number(),
                        step.activation(),
                        active(history, step.entry().active()),
                        step.entry().shadows().stream()
                                .map(shadow -> shadow(history, shadow, left.contains(shadow)))
                                .toList(),
                        policies.soak().toString()))
                .orElseGet(() -> {
                    PolicyVersion configured = policies.configured().policy().version();
                    return new PoliciesView(
                            0,
                            -1,
                            new PoliciesView.InForce(text(configured), configured.hash(), null, null, null, false),
                            List.of(),
                            policies.soak().toString());
                });
    }

    private static PoliciesView.InForce active(PolicyHistory history, PolicyVersion version) {
        // the step from which on it has been active without a break
        Optional<PolicyEntry> since = Optional.empty();
        for (Step step : history.steps()) {
            boolean is = step.entry().active().equals(version);
            since = !is ? Optional.empty() : since.isPresent() ? since : Optional.of(step.entry());
        }
        return new PoliciesView.InForce(
                text(version),
                version.hash(),
                since.map(PolicyEntry::at).orElse(null),
                since.map(PolicyEntry::by).orElse(null),
                since.map(PolicyEntry::comment).orElse(null),
                false);
    }

    private static PoliciesView.InForce shadow(PolicyHistory history, Shadow shadow, boolean left) {
        Optional<PolicyEntry> since = history.steps().stream()
                .map(Step::entry)
                .filter(entry ->
                        entry.at().equals(shadow.since()) && entry.about().equals(shadow.version()))
                .findFirst();
        return new PoliciesView.InForce(
                text(shadow.version()),
                shadow.version().hash(),
                shadow.since(),
                since.map(PolicyEntry::by).orElse(null),
                since.map(PolicyEntry::comment).orElse(null),
                left);
    }

    private static HistoryView history(Policies policies, Call call) {
        return new HistoryView(policies.history().steps().reversed().stream()
                .limit(call.limit())
                .map(PolicyEndpoints::view)
                .toList());
    }

    private static DocumentView show(Policies policies, Call call) {
        PolicyHistory history = policies.history();
        Optional<PolicyVersion> found = history.find(call.id());
        if (found.isEmpty()) {
            Configured configured = policies.configured();
            PolicyVersion version = configured.policy().version();
            if (history.latest().isEmpty()
                    && (call.id().equals(version.name()) || call.id().equals(text(version)))) {
                return new DocumentView(text(version), version.hash(), null, null, null, configured.text());
            }
            throw Refusal.notFound("there is no policy of that name and number");
        }
        PolicyVersion version = found.get();
        PolicyEntry published = history.steps().stream()
                .map(Step::entry)
                .filter(entry -> entry.text() != null && entry.about().equals(version))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a version that nothing brought in"));
        return new DocumentView(
                text(version),
                version.hash(),
                published.at(),
                published.by(),
                published.comment(),
                history.text(version));
    }

    private static OverlapView overlap(Policies policies, Call call) {
        PolicyVersion version = policies.history()
                .find(call.id())
                .orElseThrow(() -> Refusal.notFound("there is no policy of that name and number"));
        Instant since = call.time("since")
                .orElseGet(() -> policies.shadowSince(version)
                        .orElseThrow(() -> Refusal.conflict(text(version) + " never was a shadow")));
        Overlap overlap = policies.overlap(version, since);
        return new OverlapView(
                text(version),
                overlap.since(),
                overlap.until(),
                overlap.events().stream().map(PolicyEndpoints::view).toList(),
                overlap.complete());
    }

    private static OverlapView.EventView view(Overlap.ByEvent event) {
        return new OverlapView.EventView(
                event.event(),
                event.both(),
                event.bothAtOtherTimes(),
                event.onlyActive(),
                event.onlyShadow(),
                event.examples().stream()
                        .map(example -> new OverlapView.ExampleView(
                                ViewJson.word(example.side()),
                                example.principal().text(),
                                example.at(),
                                example.decision(),
                                example.score(),
                                example.rules(),
                                example.withheld()))
                        .toList());
    }

    private static StepView publish(Policies policies, Call call) {
        NewPolicy asked = call.body(NewPolicy.class);
        return view(
                policies.carryOut(new PolicyOrder.Publish(asked.text(), asked.shadow(), asked.comment()), call.by()));
    }

    private static StepView promote(Policies policies, Call call) {
        PolicyStep asked = call.body(PolicyStep.class);
        return view(policies.carryOut(new PolicyOrder.Promote(call.id(), asked.now(), comment(asked)), call.by()));
    }

    private static StepView rollback(Policies policies, Call call) {
        return view(policies.carryOut(new PolicyOrder.Rollback(comment(call.body(PolicyStep.class))), call.by()));
    }

    private static StepView withdraw(Policies policies, Call call) {
        return view(policies.carryOut(
                new PolicyOrder.Withdraw(call.id(), comment(call.body(PolicyStep.class))), call.by()));
    }

    private static String comment(PolicyStep asked) {
        return asked.comment() == null ? "" : asked.comment();
    }

    private static StepView view(Step step) {
        PolicyEntry entry = step.entry();
        return new StepView(
                entry.number(),
                step.activation(),
                ViewJson.word(entry.action()),
                text(entry.about()),
                entry.about().hash(),
                entry.at(),
                entry.by(),
                entry.comment(),
                text(entry.active()),
                entry.shadows().stream().map(shadow -> text(shadow.version())).toList());
    }

    private static String text(PolicyVersion version) {
        return version.number() == 0 ? version.name() : version.name() + "@" + version.number();
    }
}
