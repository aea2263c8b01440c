// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.receiver.TokenRevocations;

/** Does to the tables what their topics would. */
public final class ReceiverTables {
    private ReceiverTables() {}

    public static void put(Receivers receivers, ReceiverRegistration receiver) {
        receivers.put(receiver);
    }

    public static void remove(Receivers receivers, String clientId) {
        receivers.remove(clientId);
    }

    public static void revoke(Revocations revocations, String clientId, TokenRevocations revoked) {
        revocations.put(clientId, revoked);
    }
}
