// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import io.tocsin.schemas.receiver.ReceiverRegistration;
import java.net.URI;
import java.util.Optional;

/** Finds receivers, as they are now. */
public interface ReceiverLookup {
    Optional<ReceiverRegistration> byClientId(String clientId);

    /**
     * The receiver that another authorization server calls by this {@code client_id}: the one that is registered with
     * it, or else the one whose own client id it is.
     */
    Optional<ReceiverRegistration> byExternalId(String issuer, String id);

    Optional<ReceiverRegistration> bySpiffeId(URI id);
}
