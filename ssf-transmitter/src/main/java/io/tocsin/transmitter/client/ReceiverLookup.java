// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import io.tocsin.schemas.receiver.ReceiverRegistration;
import java.util.Optional;

/** Finds receivers, as they are now. */
@FunctionalInterface
public interface ReceiverLookup {
    Optional<ReceiverRegistration> byClientId(String clientId);
}
