// SPDX-License-Identifier: Apache-2.0
package io.tocsin.keycloak;

import io.tocsin.keycloak.Answer.Later;
import io.tocsin.keycloak.Answer.Refused;
import io.tocsin.keycloak.Answer.Taken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;

/** Posts bodies to one address and says what the answer means. Follows no redirect. */
final class Post {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final HttpClient client;
    private final URI address;
    private final Settings settings;
    private final InstantSource clock;

    Post(HttpClient client, URI address, Settings settings, InstantSource clock) {
        this.client = client;
        this.address = address;
        this.settings = settings;
        this.clock = clock;
    }

    /** Blocks until there is an answer, or none is to be had. Signs anew each time, as signatures age. */
    Answer send(String id, byte[] body) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(settings.timeout())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        settings.signature().headers(id, clock.instant(), body).forEach(request::header);
        try {
            return meaning(client.send(request.build(), BodyHandlers.discarding()));
        } catch (IOException e) {
            return new Later("no answer (" + e.getClass().getSimpleName() + ")", Duration.ZERO);
        }
    }

    private static Answer meaning(HttpResponse<Void> response) {
        int status = response.statusCode();
        return switch (status) {
            case 200, 201, 202, 204 -> new Taken();
            case 400, 413, 415, 422 -> new Refused(status);
            case 401, 403 -> new Later("answer " + status + ": the secret is not the connector's", Duration.ZERO);
            case 404 -> new Later("answer 404: the hub has no connector of that name", Duration.ZERO);
            default -> new Later("answer " + status, asked(response));
        };
    }

    private static Duration asked(HttpResponse<Void> response) {
        String seconds = response.headers().firstValue("Retry-After").orElse("");
        if (!seconds.matches("[0-9]{1,6}")) {
            return Duration.ZERO;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(seconds));
        return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    }
}
