// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.push;

import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.stream.Delivery;
import io.tocsin.transmitter.dialect.InexpressibleException;
import io.tocsin.transmitter.lane.Departures;
import io.tocsin.transmitter.push.PushOutcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one SET to one stream's endpoint: signed, with the receiver's authorization. Never fails, it has an outcome.
 */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private record Opened(String sealed, Secret secret) {}

    private final String streamId;
    private final Departures shared;
    private volatile @Nullable Opened opened;

    Courier(String streamId, Departures shared) {
        this.streamId = streamId;
        this.shared = shared;
    }

    /** @param signing makes the token */
    CompletableFuture<PushOutcome> bring(
            PushSlot slot, int attempt, Delivery.Push delivery, Supplier<CompletableFuture<String>> signing) {
        return signing.get()
                .thenCompose(token -> {
                    slot.left(shared.clock().instant());
                    return shared.pusher().push(delivery.endpointUrl(), authorization(delivery), token, attempt);
                })
                .exceptionally(this::unsent);
    }

    private PushOutcome unsent(Throwable failure) {
        Optional<InexpressibleException> inexpressible = InexpressibleException.in(failure);
        if (inexpressible.isEmpty()) {
            LOG.error("could not sign or send a SET of stream {}", streamId, failure);
            return new PushOutcome.Transient("the transmitter could not sign or send it; its log says why", null);
        }
        return new PushOutcome.Rejected("inexpressible", inexpressible.get().getMessage());
    }

    private @Nullable Secret authorization(Delivery.Push delivery) {
        String sealed = delivery.sealedAuthorizationHeader();
        if (sealed == null) {
            return null;
        }
        Opened known = opened;
        if (known == null || !known.sealed().equals(sealed)) {
            known = new Opened(sealed, shared.authorizations().open(sealed));
            opened = known;
        }
        return known.secret();
    }
}
