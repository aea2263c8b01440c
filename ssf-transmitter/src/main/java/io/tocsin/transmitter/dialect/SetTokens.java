// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.dialect;

import io.tocsin.schemas.stream.OutboxEntry;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The token of a SET that is about to leave: in the words of its receiver, signed in the way it asked for. */
@FunctionalInterface
public interface SetTokens {
    /**
     * The compact JWS. Fails with {@link InexpressibleException} for a SET that its receiver has no words for: trying
     * again will not help.
     *
     * @param before the token it left with before, null the first time; it is given back for as long as its key is
     *     published (RFC 8417 §2.2: a retransmission is the same token)
     */
    CompletableFuture<String> of(OutboxEntry entry, @Nullable String before);
}
