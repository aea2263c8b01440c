// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.action;

import io.tocsin.hub.action.Actions;
import io.tocsin.hub.admin.api.AdminApi;
import io.tocsin.hub.admin.api.Call;
import io.tocsin.hub.admin.api.Endpoint;
import io.tocsin.hub.admin.api.Refusal;
import io.tocsin.hub.admin.api.Stage;
import io.tocsin.hub.admin.view.action.ReceiptView;
import io.tocsin.hub.admin.view.action.RevocationReceiptsView;
import io.tocsin.hub.admin.view.action.RevocationView;
import io.tocsin.schemas.action.ActionReceipt;
import io.tocsin.schemas.action.ActionReceipt.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Map<String, List<ActionReceipt>> byEvent = new LinkedHashMap<>();
        for (ActionReceipt receipt : actions.receipts()) {
            byEvent.computeIfAbsent(receipt.eventId(), event -> new ArrayList<>())
                    .add(receipt);
        }
        return new RevocationReceiptsView(byEvent.values().stream()
                .map(ReceiptEndpoints::revocation)
                .filter(revocation -> !unconfirmed || !revocation.confirmed())
                .filter(revocation -> txn.isEmpty() || txn.get().equals(revocation.txn()))
                .limit(call.limit())
                .toList());
    }

    private static ReceiptView again(Actions actions, Call call) {
        return view(Call.wait(actions.again(call.id())
                .orElseThrow(() -> Refusal.notFound("no receipt of that id is among the newest"))));
    }

    private static RevocationView revocation(List<ActionReceipt> receipts) {
        ActionReceipt first = receipts.getFirst();
        Optional<Duration> effect =
                receipts.stream().flatMap(receipt -> receipt.effect().stream()).min(Duration::compareTo);
        return new RevocationView(
                first.txn(),
                first.tenant(),
                first.heard(),
                effect.isPresent(),
                effect.map(Duration::toMillis).orElse(null),
                receipts.stream().map(ReceiptEndpoints::view).toList());
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
