// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.transmitter;

import io.tocsin.hub.admin.api.AdminApi;
import io.tocsin.hub.admin.api.Call;
import io.tocsin.hub.admin.api.Endpoint;
import io.tocsin.hub.admin.api.Stage;
import io.tocsin.hub.admin.view.key.KeyRotation;
import io.tocsin.hub.admin.view.key.KeysView;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.transmitter.key.ring.KeyDescription;
import io.tocsin.transmitter.key.ring.Rotation;
import io.tocsin.transmitter.operate.Operations;
import java.util.List;
import java.util.Map;

/** {@code /admin/v1/keys}. */
public final class KeyEndpoints {
    private static final String KEYS = AdminApi.ROOT + "v1/keys";

    public static final List<Endpoint> ALL = List.of(
            Stage.TRANSMITTER.get(KEYS, KeyEndpoints::list),
            Stage.TRANSMITTER.post(KEYS + ":rotate", KeyEndpoints::rotate).atOneHub("keys"));

    private KeyEndpoints() {}

    private static KeysView list(Operations operations, Call call) {
        return view(operations.keys().list(), List.of());
    }

    private static KeysView rotate(Operations operations, Call call) {
        KeyRotation asked = call.body(KeyRotation.class);
        SigningAlgorithm only = asked.algorithm() == null ? null : Words.algorithm(asked.algorithm());
        List<KeyDescription> keys =
                operations.keys().rotate(asked.emergency() ? Rotation.EMERGENCY : Rotation.ORDINARY, only);
        return view(keys, silent(operations));
    }

    /** Has the other hubs read the file of keys now, which they all share; those that did not answer. */
    private static List<String> silent(Operations operations) {
        return operations.instances().askOthers(PeerEndpoints.reread()).entrySet().stream()
                .filter(told ->
                        told.getValue().filter(answer -> answer.status() == 204).isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static KeysView view(List<KeyDescription> keys, List<String> silent) {
        return new KeysView(
                keys.stream()
                        .map(key -> new KeysView.KeyView(
                                key.keyId(),
                                key.algorithm().jose(),
                                key.state().text(),
                                key.published(),
                                key.signsFrom(),
                                key.unpublished(),
                                key.provider()))
                        .toList(),
                silent);
    }
}
