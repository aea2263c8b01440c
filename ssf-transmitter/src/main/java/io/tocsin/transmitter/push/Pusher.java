// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.push;

import io.tocsin.schemas.secret.Secret;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends one SET to one endpoint, once. */
@FunctionalInterface
public interface Pusher {
    /**
     * Never fails: what goes wrong is an outcome.
     *
     * @param authorization the value of the {@code Authorization} field; none is sent for null (SSF 1.0 §6.1.1)
     * @param attempt how many times this SET has been pushed, this one included
     */
    CompletableFuture<PushOutcome> push(URI endpoint, @Nullable Secret authorization, String set, int attempt);
}
