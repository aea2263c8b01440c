// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.risk;

import io.tocsin.hub.admin.api.AdminApi;
import io.tocsin.hub.admin.api.Call;
import io.tocsin.hub.admin.api.Endpoint;
import io.tocsin.hub.admin.api.Refusal;
import io.tocsin.hub.admin.api.Stage;
import io.tocsin.hub.admin.view.ViewJson;
import io.tocsin.hub.admin.view.risk.RiskView;
import io.tocsin.hub.admin.view.risk.RisksView;
import io.tocsin.risk.RiskStreams;
import io.tocsin.risk.explanation.RiskReport;
import io.tocsin.risk.explanation.RiskReports;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.signal.CanonicalId;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /admin/v1/risk}. */
public final class RiskEndpoints {
    private static final int MOST = 20;

    public static final List<Endpoint> ALL = List.of(Stage.RISK.get(AdminApi.ROOT + "v1/risk", RiskEndpoints::show));

    private RiskEndpoints() {}

    private static RisksView show(RiskStreams risk, Call call) {
        String subject = call.parameter("subject")
                .orElseThrow(() -> Refusal.invalid("subject is missing, expected a name or a canonical id"));
        RiskReports reports = risk.operations().reports();
        List<CanonicalId> called = reports.called(subject);
        if (called.isEmpty()) {
            throw Refusal.notFound("nobody is called that, or no source has said so yet");
        }
        return new RisksView(called.stream()
                .limit(MOST)
                .map(reports::of)
                .map(report -> view(report, risk))
                .toList());
    }

    private static RiskView view(RiskReport report, RiskStreams risk) {
        return new RiskView(
                report.principal().text(),
                ExplanationViews.names(report.names()),
                report.at(),
                report.standings().stream()
                        .map(standing -> standing(standing, report, risk))
                        .toList(),
                report.recent().stream()
                        .map(decision -> DecisionViews.line(decision, null))
                        .toList());
    }

    private static RiskView.StandingView standing(RiskReport.Standing standing, RiskReport report, RiskStreams risk) {
        Scoring then = standing.then();
        boolean levels = then.thresholds().size() == 2;
        return new RiskView.StandingView(
                standing.policy().name(),
                standing.policy().number(),
                standing.active(),
                ViewJson.word(then.level()),
                standing.now().score(),
                then.score(),
                ViewJson.word(standing.levelNow()),
                standing.assessed(),
                levels ? then.thresholds().getFirst() : null,
                levels ? then.thresholds().getLast() : null,
                standing.now().rules().stream().map(DecisionViews::rule).toList(),
                standing.contributions().stream()
                        .map(held -> DecisionViews.contribution(held.contribution(), report.at()))
                        .toList(),
                standing.passedOn().entrySet().stream()
                        .map(passed -> new RiskView.PassedOnView(
                                passed.getKey().text(), name(passed.getKey(), risk), passed.getValue()))
                        .sorted(Comparator.comparingDouble((RiskView.PassedOnView passed) -> -passed.points()))
                        .toList(),
                then.staleSources());
    }

    private static @Nullable String name(CanonicalId principal, RiskStreams risk) {
        return risk.operations()
                .lookup()
                .flatMap(lookup -> lookup.names(principal).stream().findFirst())
                .map(name -> name.value())
                .orElse(null);
    }
}
