// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * HTTP calls to a registry's nodes. What may pass is tried again, at the next node and with growing pauses: no
 * connection, no answer in time, 429, 5xx. A refusal is not.
 */
final class RegistryCalls implements AutoCloseable {
    private static final String JSON = "application/vnd.schemaregistry.v1+json";
    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final RegistryConfig config;
    private final Duration timeout;
    private final Pause pause;
    private final HttpClient http;

    /** Index of the node that answered last. */
    private volatile int node;

    RegistryCalls(RegistryConfig config, Duration timeout, Pause pause) {
        this.config = config;
        this.timeout = timeout;
        this.pause = pause;
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER);
        if (config.tls() != null) {
            client.sslContext(config.tls());
        }
        this.http = client.build();
    }

    static RegistryCalls open(RegistryConfig config) {
        return new RegistryCalls(
                config, Duration.ofSeconds(10), duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos()));
    }

    /** The first node, for messages. */
    String name() {
        return config.urls().getFirst().toString();
    }

    JsonNode get(String path) {
        return call(path, HttpRequest.newBuilder().GET());
    }

    JsonNode post(String path, JsonNode body) {
        return call(
                path,
                HttpRequest.newBuilder().header("Content-Type", JSON).POST(BodyPublishers.ofString(Json.write(body))));
    }

    private JsonNode call(String path, HttpRequest.Builder request) {
        request.timeout(timeout).header("Accept", JSON + ", application/json");
        if (config.authorization() != null) {
            request.header("Authorization", config.authorization().reveal());
        }
        for (int attempt = 1; ; attempt++) {
            int tried = node;
            URI url = URI.create(config.urls().get(tried) + path);
            RegistryException failure;
            try {
                HttpResponse<String> response = http.send(request.uri(url).build(), BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    return Json.parse(response.body());
                }
                failure = refused(url, response);
            } catch (IOException e) {
                failure = new RegistryException(
                        url + " did not answer (" + e.getClass().getSimpleName() + "), expected a schema registry",
                        true,
                        e);
            } catch (MalformedException e) {
                failure = new RegistryException(url + " answered, but not with JSON", false, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RegistryException("interrupted while waiting for " + url, true, e);
            }
            if (!failure.isRetriable() || attempt == ATTEMPTS) {
                throw failure;
            }
            node = (tried + 1) % config.urls().size();
            pauseAfter(attempt);
        }
    }

    private static RegistryException refused(URI url, HttpResponse<String> response) {
        int status = response.statusCode();
        return new RegistryException(
                url + " answered " + status + message(response.body()), status == 429 || status >= 500);
    }

    private static String message(String body) {
        try {
            JsonNode message = Json.parse(body).get("message");
            return message == null ? "" : ": " + message.asText();
        } catch (MalformedException e) {
            return "";
        }
    }

    private void pauseAfter(int attempt) {
        long longest = FIRST_PAUSE.toMillis() << (attempt - 1);
        try {
            pause.await(Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted while waiting for " + name(), true, e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** Waiting, so that tests need not. */
    interface Pause {
        void await(Duration time) throws InterruptedException;
    }
}
