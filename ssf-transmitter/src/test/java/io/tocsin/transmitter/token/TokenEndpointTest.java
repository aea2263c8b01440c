// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.TokenResponse;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.transmitter.client.ReceiverTables;
import io.tocsin.transmitter.client.Receivers;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokenEndpointTest extends TokenEndpointCase {
    @Test
    void aClientThatAnotherInstanceHasJustRegisteredIsWaitedFor() {
        Receivers receivers = new Receivers(List.of());
        AtomicInteger waits = new AtomicInteger();
        TokenEndpoint endpoint = endpoint(receivers, () -> {
            waits.incrementAndGet();
            ReceiverTables.put(receivers, client(secret("s3cret")));
            return CompletableFuture.completedFuture(null);
        });

        assertThat(status(answer(endpoint, secretForm("s3cret")))).isEqualTo(200);
        assertThat(status(answer(endpoint, secretForm("s3cret")))).isEqualTo(200);
        assertThat(waits).hasValue(1);
        assertThat(status(answer(endpoint, secretForm("another")))).isEqualTo(401);
    }

    @Test
    void aSecretThatAnotherInstanceHasJustMadeIsWaitedFor() {
        Receivers receivers = new Receivers(List.of());
        ReceiverTables.put(receivers, client(secret("old")));
        TokenEndpoint endpoint = endpoint(receivers, () -> {
            ReceiverTables.put(receivers, client(secret("new")));
            return CompletableFuture.completedFuture(null);
        });

        assertThat(status(answer(endpoint, secretForm("new")))).isEqualTo(200);
        assertThat(status(answer(endpoint, secretForm("old")))).isEqualTo(401);
    }

    @Test
    @Requirement("SEC-6")
    void whoFailsTooOftenIsToldToWaitAndAKnownClientIsNot() {
        TokenEndpoint endpoint = endpoint(client(secret("right")));
        assertThat(status(answer(endpoint, secretForm("right")))).isEqualTo(200);

        Rejection refused = null;
        for (int i = 0; i < 100 && refused == null; i++) {
            CompletableFuture<TokenResponse> answer =
                    endpoint.answer(request(secretForm("wrong")), "198.51.100.9", null);
            try {
                assertThat(status(answer.join())).isEqualTo(401);
            } catch (CompletionException e) {
                refused = ((RejectedException) e.getCause()).rejection();
            }
        }

        assertThat(refused).isInstanceOf(Rejection.TooManyRequests.class);
        assertThat(status(answer(endpoint, secretForm("right")))).isEqualTo(200);
    }

    /** Not a measurement of nanoseconds: who is unknown must not be told apart by missing work. */
    @Test
    void unknownClientsTakeTheTimeOfKnownOnes() {
        TokenEndpoint endpoint = endpoint(client(secret("right")));
        answer(endpoint, secretForm("wrong"));
        long known = Long.MAX_VALUE;
        long unknown = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            known = Math.min(known, nanos(endpoint, "client"));
            unknown = Math.min(unknown, nanos(endpoint, "nobody"));
        }
        assertThat((double) unknown / known).isBetween(0.5, 2.0);
    }

    private long nanos(TokenEndpoint endpoint, String clientId) {
        long begun = System.nanoTime();
        answer(endpoint, "grant_type=client_credentials&client_id=" + clientId + "&client_secret=wrong");
        return System.nanoTime() - begun;
    }
}
