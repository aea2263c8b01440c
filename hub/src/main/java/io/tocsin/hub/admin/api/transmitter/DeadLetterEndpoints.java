// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.transmitter;

import static java.util.Objects.requireNonNull;

import io.tocsin.hub.admin.api.AdminApi;
import io.tocsin.hub.admin.api.Call;
import io.tocsin.hub.admin.api.Endpoint;
import io.tocsin.hub.admin.api.Refusal;
import io.tocsin.hub.admin.api.Stage;
import io.tocsin.hub.admin.view.letter.DeadLetterView;
import io.tocsin.hub.admin.view.letter.DeadLettersView;
import io.tocsin.hub.admin.view.letter.RedriveOrder;
import io.tocsin.hub.admin.view.letter.RedriveView;
import io.tocsin.schemas.json.SetClaimsJson;
import io.tocsin.transmitter.deadletter.DeadLetters;
import io.tocsin.transmitter.deadletter.Letter;
import io.tocsin.transmitter.deadletter.Page;
import io.tocsin.transmitter.deadletter.Redrive;
import io.tocsin.transmitter.deadletter.RejectedSet;
import io.tocsin.transmitter.operate.Operations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /admin/v1/dead-letters}. */
public final class DeadLetterEndpoints {
    private static final String LETTERS = AdminApi.ROOT + "v1/dead-letters";

    public static final List<Endpoint> ALL = List.of(
            Stage.TRANSMITTER.get(LETTERS, DeadLetterEndpoints::list),
            Stage.TRANSMITTER.get(LETTERS + "/{id}", DeadLetterEndpoints::show),
            Stage.TRANSMITTER
                    .post(LETTERS + ":redrive", DeadLetterEndpoints::redrive)
                    .atOneHub("dead-letters"));

    private DeadLetterEndpoints() {}

    private static DeadLettersView list(Operations operations, Call call) {
        Page page = Call.wait(operations
                .deadLetters()
                .list(new DeadLetters.Query(
                        call.parameter("stream").orElse(null),
                        call.parameter("reason").orElse(null),
                        call.parameter("after").orElse(null),
                        call.limit())));
        return new DeadLettersView(
                page.letters().stream().map(letter -> view(letter, false)).toList(),
                page.next(),
                page.olderUnlisted() ? true : null);
    }

    private static DeadLetterView show(Operations operations, Call call) {
        return Call.wait(operations.deadLetters().show(call.id()))
                .map(letter -> view(letter, true))
                .orElseThrow(() -> Refusal.notFound("there is no dead letter of that id"));
    }

    private static RedriveView redrive(Operations operations, Call call) {
        RedriveOrder order = call.body(RedriveOrder.class);
        if (order.id() != null
                && Call.wait(operations.deadLetters().show(order.id())).isEmpty()) {
            throw Refusal.notFound("there is no dead letter of that id");
        }
        Redrive.Outcome outcome = Call.waitLong(operations.deadLetters().redrive(which(order)));
        return new RedriveView(outcome.sent(), outcome.skipped());
    }

    private static Redrive which(RedriveOrder order) {
        if (order.id() != null) {
            return new Redrive.One(order.id());
        } else if (order.topic() != null) {
            return new Redrive.Unread(order.topic());
        }
        return order.err() == null
                ? new Redrive.OfStream(requireNonNull(order.streamId(), "streamId"))
                : new Redrive.Because(order.err(), order.streamId());
    }

    private static DeadLetterView view(Letter letter, boolean whole) {
        return new DeadLetterView(
                letter.id(),
                letter.origin(),
                letter.reason(),
                letter.at(),
                letter.contentType(),
                letter.bytes(),
                set(letter.set(), whole),
                letter.redriven());
    }

    private static DeadLetterView.@Nullable RefusedSet set(@Nullable RejectedSet set, boolean whole) {
        return set == null
                ? null
                : new DeadLetterView.RefusedSet(
                        set.streamId(),
                        set.tenant(),
                        set.jti(),
                        set.err(),
                        set.description(),
                        set.attempts(),
                        whole ? SetClaimsJson.write(set.claims()) : null);
    }
}
