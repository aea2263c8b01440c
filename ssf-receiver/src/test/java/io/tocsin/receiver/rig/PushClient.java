// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Pushes as RFC 8935 asks, unless told otherwise. */
public final class PushClient {
    public static final String AUTHORIZATION = "Bearer from-the-transmitter";

    private final HttpClient http = Tls.client();
    private final URI endpoint;

    public PushClient(int port, String path) {
        this.endpoint = URI.create("https://localhost:" + port + path);
    }

    public HttpRequest.Builder request(String token) {
        return HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/secevent+jwt")
                .header("Accept", "application/json")
                .header("Authorization", AUTHORIZATION)
                .POST(BodyPublishers.ofString(token));
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> push(String token) {
        return send(request(token).build());
    }

    public CompletableFuture<HttpResponse<String>> pushAsync(String token) {
        return http.sendAsync(request(token).build(), BodyHandlers.ofString());
    }

    public static String err(HttpResponse<String> response) {
        try {
            JsonNode body = new ObjectMapper().readTree(response.body());
            return body.path("err").asText();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
