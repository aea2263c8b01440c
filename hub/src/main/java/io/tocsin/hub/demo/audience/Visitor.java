// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.demo.audience;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** A browser before the protected page. */
public final class Visitor {
    private static final long BETWEEN_TRIES_MILLIS = 5;
    private final HttpClient client;
    private final URI page;
    private final InstantSource clock;

    public Visitor(HttpClient client, URI page, InstantSource clock) {
        this.client = client;
        this.page = page;
        this.clock = clock;
    }

    /** What the page answers to this session once it answers what is wished, or at the end; 0 if nothing. */
    public int awaitStatus(String session, int wished, Duration longest) throws InterruptedException {
        Instant deadline = clock.instant().plus(longest);
        int status = visit(session);
        while (status != wished && clock.instant().isBefore(deadline)) {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MILLIS);
            status = visit(session);
        }
        return status;
    }

    private int visit(String session) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page)
                .timeout(Duration.ofSeconds(5))
                .header("Cookie", "session=" + session)
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException gone) {
            return 0;
        }
    }
}
