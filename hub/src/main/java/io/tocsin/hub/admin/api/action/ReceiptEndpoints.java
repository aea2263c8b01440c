// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.action;

import io.tocsin.hub.action.Actions;
import io.tocsin.hub.action.Revocation;
import io.tocsin.hub.action.SetReceipt;
import io.tocsin.hub.admin.api.AdminApi;
import io.tocsin.hub.admin.api.Call;
import io.tocsin.hub.admin.api.Endpoint;
import io.tocsin.hub.admin.api.Refusal;
import io.tocsin.hub.admin.api.Stage;
import io.tocsin.hub.admin.view.action.ReceiptView;
import io.tocsin.hub.admin.view.action.RevocationReceiptsView;
import io.tocsin.hub.admin.view.action.RevocationView;
import io.tocsin.hub.admin.view.action.SetReceiptView;
import io.tocsin.schemas.action.ActionReceipt;
import io.tocsin.schemas.action.ActionReceipt.Standing;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.DeliveryReport.Result;
import io.tocsin.schemas.subject.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /admin/v1/receipts}. */
public final class ReceiptEndpoints {
    private static final String RECEIPTS = AdminApi.ROOT + "v1/receipts";

    public static final List<Endpoint> ALL = List.of(
            Stage.ACTIONS.get(RECEIPTS, ReceiptEndpoints::listed),
            Stage.ACTIONS.post(RECEIPTS + "/{id}:retry", ReceiptEndpoints::again));

    private ReceiptEndpoints() {}

    private static RevocationReceiptsView listed(Actions actions, Call call) {
        boolean unconfirmed = switch (call.parameter("unconfirmed").orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.invalid("unconfirmed is neither true nor false");
        };
        Optional<String> txn = call.parameter("txn");
        return new RevocationReceiptsView(revocations(actions).stream()
                .filter(revocation -> !unconfirmed || !revocation.confirmed())
                .filter(revocation -> txn.isEmpty() || txn.get().equals(revocation.txn()))
                .limit(call.limit())
                .toList());
    }

    /** Newest first. */
    private static List<RevocationView> revocations(Actions actions) {
        // before the receipts: what is told meanwhile is told
        List<Revocation> announced = actions.announced();
        Map<Cause, Told> told = new LinkedHashMap<>();
        for (ActionReceipt receipt : actions.receipts()) {
            told.computeIfAbsent(new Cause(receipt.txn(), receipt.subject()), cause -> new Told())
                    .targets
                    .add(receipt);
        }
        for (SetReceipt receipt : actions.sets()) {
            told.computeIfAbsent(new Cause(receipt.txn(), receipt.subject()), cause -> new Told())
                    .sets
                    .add(receipt);
        }
        return Stream.concat(
                        told.entrySet().stream()
                                .map(entry ->
                                        entry.getValue().view(entry.getKey().txn())),
                        announced.stream()
                                .filter(revocation ->
                                        !told.containsKey(new Cause(revocation.txn(), revocation.subject())))
                                .map(ReceiptEndpoints::untold))
                .sorted(Comparator.comparing(RevocationView::heard).reversed())
                .toList();
    }

    private static RevocationView untold(Revocation revocation) {
        return new RevocationView(
                revocation.txn(), revocation.tenant(), revocation.heard(), false, null, List.of(), List.of());
    }

    private static ReceiptView again(Actions actions, Call call) {
        return view(Call.wait(actions.again(call.id())
                .orElseThrow(() -> Refusal.notFound("no receipt of that id is among the newest"))));
    }

    /** What one cause ended for somebody. */
    private record Cause(String txn, Subject subject) {}

    /** Who was told of it. */
    private static final class Told {
        private final List<ActionReceipt> targets = new ArrayList<>();
        private final List<SetReceipt> sets = new ArrayList<>();

        RevocationView view(String txn) {
            Instant heard = Stream.concat(
                            targets.stream().map(ActionReceipt::heard),
                            sets.stream().map(SetReceipt::heard))
                    .min(Instant::compareTo)
                    .orElseThrow();
            Optional<Instant> first = Stream.concat(
                            targets.stream().flatMap(receipt -> done(receipt.standing()).stream()),
                            sets.stream().flatMap(receipt -> receipt.acknowledgedAt().stream()))
                    .min(Instant::compareTo);
            return new RevocationView(
                    txn,
                    targets.isEmpty()
                            ? sets.getFirst().tenant()
                            : targets.getFirst().tenant(),
                    heard,
                    first.isPresent() || sets.stream().anyMatch(SetReceipt::acknowledged),
                    first.map(at -> Duration.between(heard, at).toMillis()).orElse(null),
                    targets.stream().map(ReceiptEndpoints::view).toList(),
                    sets.stream().map(ReceiptEndpoints::view).toList());
        }

        private static Optional<Instant> done(Standing standing) {
            return standing instanceof Standing.Done done ? Optional.of(done.at()) : Optional.empty();
        }
    }

    private static SetReceiptView view(SetReceipt receipt) {
        DeliveryReport report = receipt.report();
        return new SetReceiptView(
                receipt.streamId(),
                receipt.jti(),
                report == null ? "waiting" : word(report.result()),
                report == null ? 0 : report.attempts(),
                receipt.acknowledgedAt().orElse(null),
                receipt.effect().map(Duration::toMillis).orElse(null),
                report == null ? null : trouble(report.result()));
    }

    private static String word(Result result) {
        return switch (result) {
            case Result.Acknowledged acknowledged -> "acknowledged";
            case Result.Rejected rejected -> "rejected";
            case Result.Dropped dropped -> "dropped";
        };
    }

    private static @Nullable String trouble(Result result) {
        return switch (result) {
            case Result.Acknowledged acknowledged -> null;
            case Result.Rejected rejected -> rejected.err();
            case Result.Dropped dropped -> dropped.reason();
        };
    }

    private static ReceiptView view(ActionReceipt receipt) {
        return new ReceiptView(
                receipt.id(),
                receipt.target(),
                word(receipt.standing()),
                receipt.attempts(),
                ended(receipt.standing()),
                receipt.effect().map(Duration::toMillis).orElse(null),
                receipt.trouble());
    }

    private static String word(Standing standing) {
        return switch (standing) {
            case Standing.Waiting waiting -> "waiting";
            case Standing.Done done -> "done";
            case Standing.Absent absent -> "absent";
            case Standing.GivenUp given -> "given-up";
        };
    }

    private static @Nullable Instant ended(Standing standing) {
        return switch (standing) {
            case Standing.Waiting waiting -> null;
            case Standing.Done done -> done.at();
            case Standing.Absent absent -> absent.at();
            case Standing.GivenUp given -> given.at();
        };
    }
}
