// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.risk;

import io.tocsin.hub.admin.view.ViewJson;
import io.tocsin.hub.admin.view.decision.ExplanationView;
import io.tocsin.hub.admin.view.decision.ExplanationView.ChangeView;
import io.tocsin.risk.explanation.Explanation;
import io.tocsin.risk.explanation.Recomputation;
import io.tocsin.risk.explanation.SmallestChange;
import io.tocsin.risk.lookup.Lookup;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.stream.DeliveryReport;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Explanations as the admin API has them. */
final class ExplanationViews {
    private ExplanationViews() {}

    /** @param receivers whose a stream is, where that is known here */
    static ExplanationView of(Explanation explanation, Function<String, Optional<String>> receivers) {
        return new ExplanationView(
                DecisionViews.of(explanation.decision()),
                names(explanation.names()),
                recomputed(explanation.recomputation()),
                signals(explanation),
                explanation.changes().stream().map(ExplanationViews::change).toList(),
                explanation.besides().stream()
                        .map(other -> DecisionViews.line(other, null))
                        .toList(),
                explanation.settledBy() == null ? null : DecisionViews.line(explanation.settledBy(), null),
                explanation.sets().stream().map(set -> set(set, receivers)).toList());
    }

    static List<ExplanationView.CalledView> names(List<Lookup.Name> names) {
        return names.stream()
                .map(name -> new ExplanationView.CalledView(name.kind(), name.value()))
                .toList();
    }

    private static ExplanationView.RecomputedView recomputed(Recomputation recomputation) {
        return new ExplanationView.RecomputedView(
                recomputation.agrees(),
                recomputation.score(),
                ViewJson.word(recomputation.level()),
                ViewJson.word(recomputation.outcome()),
                ViewJson.word(recomputation.cause()),
                recomputation.differences().stream()
                        .map(d -> new ExplanationView.DifferenceView(d.what(), d.recorded(), d.computed()))
                        .toList());
    }

    private static List<ExplanationView.SignalView> signals(Explanation explanation) {
        Map<String, Signal> all = new LinkedHashMap<>();
        explanation.evidence().stream()
                .flatMap(evidence -> Optional.ofNullable(evidence.signal()).stream())
                .forEach(signal -> all.put(signal.id(), signal));
        Signal trigger = explanation.trigger();
        if (trigger != null) {
            all.put(trigger.id(), trigger);
        }
        explanation.windowed().values().stream()
                .sorted(Comparator.comparing((Signal signal) -> signal.times().event()))
                .forEach(signal -> all.putIfAbsent(signal.id(), signal));
        return all.values().stream().map(ExplanationViews::signal).toList();
    }

    private static ExplanationView.SignalView signal(Signal signal) {
        return new ExplanationView.SignalView(
                signal.id(),
                ViewJson.word(signal.type()),
                signal.source().vendor(),
                signal.source().connector(),
                signal.source().eventType(),
                signal.source().eventId(),
                signal.times().event(),
                signal.times().ingested(),
                about(signal));
    }

    /** What a payload says in a few words, without anybody's name. */
    private static @Nullable String about(Signal signal) {
        return switch (signal.payload()) {
            case SignalPayload.Threat threat ->
                ViewJson.word(threat.severity()) + (threat.title() == null ? "" : ", " + threat.title());
            case SignalPayload.Compliance told ->
                told.current() == null
                        ? null
                        : ViewJson.word(told.current())
                                + told.checks().stream()
                                        .filter(check -> !check.passed())
                                        .map(check -> ", fails " + check.name())
                                        .reduce("", String::concat);
            case SignalPayload.VendorRisk risk -> "risk " + ViewJson.word(risk.current());
            case SignalPayload.CredentialUpdate update ->
                ViewJson.word(update.changeType()) + " " + update.credentialType();
            case SignalPayload.Login login -> login.outcome();
            case SignalPayload.SessionChange change -> change.reason();
            case SignalPayload.AccountChange change -> change.reason();
            case SignalPayload.AssuranceChange change -> null;
            case SignalPayload.DeviceFacts facts -> null;
            case SignalPayload.Merge merge -> null;
            case SignalPayload.Split split -> null;
            case SignalPayload.None none -> null;
        };
    }

    private static ChangeView change(SmallestChange change) {
        return switch (change) {
            case SmallestChange.WithoutEvidence without ->
                new ChangeView(
                        "without-evidence",
                        null,
                        without.contributions().stream()
                                .map(Contribution::signalId)
                                .toList(),
                        null,
                        null,
                        without.score());
            case SmallestChange.OtherWeight other ->
                new ChangeView("other-weight", other.rule(), List.of(), other.weight(), other.instead(), other.score());
            case SmallestChange.OtherThreshold other ->
                new ChangeView(
                        "other-threshold",
                        ViewJson.word(other.level()),
                        List.of(),
                        other.threshold(),
                        other.instead(),
                        null);
            case SmallestChange.OtherLimit other ->
                new ChangeView("other-limit", null, List.of(), (double) other.limit(), (double) other.instead(), null);
            case SmallestChange.WithoutSignal without ->
                new ChangeView("without-signal", null, List.of(without.signal()), null, null, null);
            case SmallestChange.WithoutExemption without -> of("without-exemption", without.exemption());
            case SmallestChange.WithoutEcho without -> of("without-echo", without.jti());
            case SmallestChange.WithSubject with -> of("with-subject", null);
            case SmallestChange.OtherRuling other -> of("other-ruling", null);
            case SmallestChange.WithSource with -> of("with-source", String.join(", ", with.sources()));
        };
    }

    private static ChangeView of(String kind, @Nullable String what) {
        return new ChangeView(kind, what, List.of(), null, null, null);
    }

    private static ExplanationView.SetView set(Lookup.MadeSet set, Function<String, Optional<String>> receivers) {
        DeliveryReport end = set.end();
        String stream = set.entry().streamId();
        return new ExplanationView.SetView(
                set.jti(),
                stream,
                receivers.apply(stream).orElse(null),
                end == null
                        ? "pending"
                        : switch (end.result()) {
                            case DeliveryReport.Result.Acknowledged acknowledged -> "acknowledged";
                            case DeliveryReport.Result.Rejected rejected -> "rejected";
                            case DeliveryReport.Result.Dropped dropped -> "dropped";
                        },
                end == null ? null : detail(end.result()),
                end == null ? 0 : end.attempts(),
                stamps(end == null ? set.entry().stamps() : end.stamps()));
    }

    private static @Nullable String detail(DeliveryReport.Result result) {
        return switch (result) {
            case DeliveryReport.Result.Acknowledged acknowledged -> null;
            case DeliveryReport.Result.Rejected rejected ->
                rejected.err() + (rejected.description() == null ? "" : ": " + rejected.description());
            case DeliveryReport.Result.Dropped dropped -> dropped.reason();
        };
    }

    private static ExplanationView.StampsView stamps(LatencyStamps stamps) {
        return new ExplanationView.StampsView(
                stamps.source(),
                stamps.ingested(),
                stamps.decided(),
                stamps.enqueued(),
                stamps.signed(),
                stamps.firstAttempt(),
                stamps.acknowledged());
    }
}
