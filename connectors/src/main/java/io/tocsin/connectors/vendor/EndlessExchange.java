// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor;

import io.tocsin.connectors.vendor.pace.Governor;
import io.tocsin.schemas.connector.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens answers that do not end. Only as much is read from the network as is taken from the stream, so a vendor that is
 * faster than we are has to wait.
 *
 * @param origins where lines may be; elsewhere none is opened
 * @param timeout for the head of an answer
 */
record EndlessExchange(HttpClient client, Set<Origin> origins, Governor governor, Duration timeout, InstantSource clock)
        implements VendorLines {
    private static final Logger LOG = LoggerFactory.getLogger(EndlessExchange.class);

    @Override
    public InputStream open(Ask ask) throws FaultException, InterruptedException {
        Origin.requireOneOf(origins, ask.uri());
        // no timeout of the request's own: it may come to mean the whole of an answer that has no end
        HttpRequest.Builder request = HttpRequest.newBuilder(ask.uri()).GET();
        ask.headers().forEach(request::header);
        HttpResponse<InputStream> response = head(ask, client.sendAsync(request.build(), BodyHandlers.ofInputStream()));
        if (response.statusCode() >= 200 && response.statusCode() < 300) {
            return response.body();
        }
        close(response);
        Reply reply = new Reply(response.statusCode(), response.headers().map(), new byte[0]);
        governor.heard(reply);
        throw Verdict.fault(reply, ask, clock.instant());
    }

    private HttpResponse<InputStream> head(Ask ask, CompletableFuture<HttpResponse<InputStream>> answer)
            throws FaultException, InterruptedException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            abandon(answer);
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new FaultException(
                    Trouble.Kind.TRANSIENT,
                    "no answer to " + ask + ": " + cause.getClass().getSimpleName());
        } catch (InterruptedException e) {
            abandon(answer);
            throw e;
        }
    }

    /** One that comes after nobody waits for it must not stay open. */
    private static void abandon(CompletableFuture<HttpResponse<InputStream>> answer) {
        if (!answer.cancel(true) && !answer.isCompletedExceptionally()) {
            close(answer.join());
        }
    }

    private static void close(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException e) {
            LOG.debug("An answer that nobody reads was closed already: {}", e.getMessage());
        }
    }
}
