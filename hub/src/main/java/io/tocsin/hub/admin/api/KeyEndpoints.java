// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api;

import io.tocsin.hub.admin.view.key.KeyRotation;
import io.tocsin.hub.admin.view.key.KeysView;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.transmitter.key.ring.KeyDescription;
import io.tocsin.transmitter.key.ring.Rotation;
import io.tocsin.transmitter.operate.Operations;
import java.util.List;

/** {@code /admin/v1/keys}. */
final class KeyEndpoints {
    private static final String KEYS = AdminApi.ROOT + "v1/keys";

    static final List<Endpoint> ALL =
            List.of(Endpoint.get(KEYS, KeyEndpoints::list), Endpoint.post(KEYS + ":rotate", KeyEndpoints::rotate));

    private KeyEndpoints() {}

    private static KeysView list(Operations operations, Call call) {
        return view(operations.keys().list());
    }

    private static KeysView rotate(Operations operations, Call call) {
        KeyRotation asked = call.body(KeyRotation.class);
        SigningAlgorithm only = asked.algorithm() == null ? null : Words.algorithm(asked.algorithm());
        return view(operations.keys().rotate(asked.emergency() ? Rotation.EMERGENCY : Rotation.ORDINARY, only));
    }

    private static KeysView view(List<KeyDescription> keys) {
        return new KeysView(keys.stream()
                .map(key -> new KeysView.KeyView(
                        key.keyId(),
                        key.algorithm().jose(),
                        key.state().text(),
                        key.published(),
                        key.signsFrom(),
                        key.unpublished(),
                        key.provider()))
                .toList());
    }
}
