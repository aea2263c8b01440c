// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.transmitter;

import io.tocsin.hub.admin.api.AdminApi;
import io.tocsin.hub.admin.api.Call;
import io.tocsin.hub.admin.api.Endpoint;
import io.tocsin.hub.admin.api.Refusal;
import io.tocsin.hub.admin.api.Stage;
import io.tocsin.hub.admin.view.receiver.NewReceiver;
import io.tocsin.hub.admin.view.receiver.ReceiverChange;
import io.tocsin.hub.admin.view.receiver.ReceiverView;
import io.tocsin.hub.admin.view.receiver.ReceiversView;
import io.tocsin.hub.admin.view.receiver.RemovalView;
import io.tocsin.hub.admin.view.receiver.SecretRotation;
import io.tocsin.hub.admin.view.receiver.SecretView;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.transmitter.client.ReceiverRegistry;
import io.tocsin.transmitter.operate.Operations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /admin/v1/receivers}. */
public final class ReceiverEndpoints {
    private static final String RECEIVERS = AdminApi.ROOT + "v1/receivers";
    private static final String RECEIVER = RECEIVERS + "/{id}";

    public static final List<Endpoint> ALL = List.of(
            Stage.TRANSMITTER.get(RECEIVERS, ReceiverEndpoints::list),
            Stage.TRANSMITTER.post(RECEIVERS, ReceiverEndpoints::add).atOneHub(ReceiverRegistry.KEPT_BY),
            Stage.TRANSMITTER.get(RECEIVER, ReceiverEndpoints::show),
            Stage.TRANSMITTER
                    .post(RECEIVER + ":change", ReceiverEndpoints::change)
                    .atOneHub(ReceiverRegistry.KEPT_BY),
            Stage.TRANSMITTER
                    .post(RECEIVER + ":rotate-secret", ReceiverEndpoints::rotateSecret)
                    .atOneHub(ReceiverRegistry.KEPT_BY),
            Stage.TRANSMITTER.delete(RECEIVER, ReceiverEndpoints::remove).atOneHub(ReceiverRegistry.KEPT_BY));

    private ReceiverEndpoints() {}

    private static ReceiversView list(Operations operations, Call call) {
        String after = call.parameter("after").orElse("");
        int limit = call.limit();
        List<ReceiverRegistration> found = operations.receivers().list().stream()
                .filter(receiver -> receiver.clientId().compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        List<ReceiverView> page = found.stream()
                .limit(limit)
                .map(receiver -> ReceiverViews.of(receiver, operations))
                .toList();
        return new ReceiversView(page, found.size() > limit ? page.getLast().clientId() : null);
    }

    private static ReceiverView show(Operations operations, Call call) {
        return ReceiverViews.of(find(operations, call.id()), operations);
    }

    private static SecretView add(Operations operations, Call call) {
        NewReceiver asked = call.body(NewReceiver.class);
        ReceiverRegistration receiver = ReceiverViews.registration(asked);
        Optional<Secret> secret = Call.wait(operations.receivers().add(receiver));
        return new SecretView(receiver.clientId(), secret.map(Secret::reveal).orElse(null), null);
    }

    private static ReceiverView change(Operations operations, Call call) {
        Boolean collapse =
                ReceiverViews.collapse(call.body(ReceiverChange.class).collapse());
        return ReceiverViews.of(Call.wait(operations.receivers().setCollapse(call.id(), collapse)), operations);
    }

    private static SecretView rotateSecret(Operations operations, Call call) {
        SecretRotation asked = call.body(SecretRotation.class);
        Duration overlap =
                asked.overlap() == null ? ReceiverRegistry.DEFAULT_OVERLAP : Words.duration("overlap", asked.overlap());
        Secret secret = Call.wait(operations.receivers().rotateSecret(call.id(), overlap));
        return new SecretView(call.id(), secret.reveal(), formerUntil(find(operations, call.id())));
    }

    private static @Nullable Instant formerUntil(ReceiverRegistration receiver) {
        return receiver.credentials().secrets() == null
                ? null
                : receiver.credentials().secrets().formerUntil();
    }

    private static RemovalView remove(Operations operations, Call call) {
        return new RemovalView(call.id(), Call.wait(operations.receivers().remove(call.id())));
    }

    private static ReceiverRegistration find(Operations operations, String clientId) {
        return operations.receivers().list().stream()
                .filter(receiver -> receiver.clientId().equals(clientId))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("there is no receiver of that client id"));
    }
}
