// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.risk.backtest.consequence.Consequence;
import io.tocsin.risk.backtest.diff.Change;
import io.tocsin.risk.backtest.diff.Diff;
import io.tocsin.risk.backtest.measure.Measured;
import io.tocsin.risk.backtest.report.Report.Side;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report for programs. Durations are in seconds, times in ISO 8601. */
public final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    public static String of(Report report) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode signals = root.putObject("signals");
        signals.put("source", report.source())
                .put("count", report.summary().signals())
                .put("unresolved", report.summary().unresolved())
                .put("seconds", report.summary().took().toMillis() / 1_000.0);
        if (report.summary().from() != null && report.summary().to() != null) {
            signals.put("from", report.summary().from().toString())
                    .put("to", report.summary().to().toString());
        }
        root.set("candidate", side(report.candidate()));
        root.set("against", side(report.present()));
        if (report.labelled() != null) {
            ObjectNode labelled = root.putObject("labelled");
            labelled.set("candidate", measured(report.labelled().candidate()));
            labelled.set("against", measured(report.labelled().present()));
        }
        Diff diff = report.diff();
        ObjectNode days = root.putObject("revocationsByDay");
        diff.byDay().forEach((day, counts) -> days.set(day.toString(), counts(counts)));
        ObjectNode events = root.putObject("decisionsByEvent");
        for (Map.Entry<String, Diff.Counts> entry : diff.byEvent().entrySet()) {
            events.set(entry.getKey(), counts(entry.getValue()));
        }
        root.put("unchanged", diff.changes(Change.Same.class).size());
        ArrayNode revoked = root.putArray("newlyRevoked");
        diff.changes(Change.Revoked.class).forEach(change -> revoked.add(consequence(change.shown())));
        ArrayNode spared = root.putArray("spared");
        diff.changes(Change.Spared.class).forEach(change -> spared.add(consequence(change.shown())));
        ArrayNode moved = root.putArray("moved");
        diff.changes(Change.Moved.class)
                .forEach(change -> moved.add(consequence(change.shown())
                        .put("laterSeconds", change.later().toMillis() / 1_000.0)));
        return root.toPrettyString();
    }

    private static ObjectNode side(Side side) {
        return JSON.createObjectNode()
                .put("policy", side.version().name())
                .put("hash", side.version().hash())
                .put("origin", side.origin())
                .put("revocations", side.revocations())
                .put("decisions", side.decisions());
    }

    private static ObjectNode counts(Diff.Counts counts) {
        return JSON.createObjectNode().put("candidate", counts.candidate()).put("against", counts.present());
    }

    private static ObjectNode measured(Measured measured) {
        ObjectNode node = JSON.createObjectNode()
                .put("precision", measured.precision())
                .put("recall", measured.recall())
                .put("revocations", measured.revocations())
                .put("right", measured.right())
                .put("excused", measured.excused())
                .put("inAlertStorms", measured.stormed())
                .put("falsePerThousandUsersADay", measured.falsePerThousandUsersADay());
        ObjectNode kinds = node.putObject("attacks");
        measured.kinds()
                .forEach((kind, caught) -> kinds.set(
                        kind,
                        JSON.createObjectNode()
                                .put("attacks", caught.attacks())
                                .put("caught", caught.delays().size())
                                .put("recall", caught.recall())
                                .put("medianSeconds", seconds(caught, 0.5))
                                .put("p90Seconds", seconds(caught, 0.9))));
        return node;
    }

    private static @Nullable Double seconds(Measured.Caught caught, double share) {
        return caught.delays().isEmpty()
                ? null
                : (Double) (caught.percentile(share).toMillis() / 1_000.0);
    }

    private static ObjectNode consequence(Consequence consequence) {
        ObjectNode node = JSON.createObjectNode()
                .put("id", consequence.id())
                .put("principal", consequence.principal().text())
                .put("user", consequence.user())
                .put("device", consequence.device())
                .put("session", consequence.session())
                .put("at", consequence.at().toString())
                .put("decided", consequence.decided().toString())
                .put("response", consequence.response())
                .put("score", consequence.score())
                .put("trigger", consequence.trigger());
        ObjectNode reasons = node.putObject("reasons");
        consequence.reasons().forEach(reason -> reasons.put(reason.rule(), reason.points()));
        return node;
    }
}
