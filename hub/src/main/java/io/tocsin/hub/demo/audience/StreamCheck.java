// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.demo.audience;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.schemas.json.Json;
import io.tocsin.schemas.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;

/** A receiver's client at the transmitter's API that does one thing: it asks for a verification event (SSF §8.1.4). */
public final class StreamCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final HttpClient client;
    private final URI issuer;

    public StreamCheck(HttpClient client, String issuer) {
        this.client = client;
        this.issuer = URI.create(issuer);
    }

    /** Returns when the transmitter has promised to send one on every stream that this client has. */
    public void verifyStreamsOf(String clientId, Secret secret) throws IOException, InterruptedException {
        JsonNode metadata = get(issuer.resolve("/.well-known/ssf-configuration"), "");
        JsonNode server = get(issuer.resolve("/.well-known/oauth-authorization-server"), "");
        String bearer =
                "Bearer " + token(URI.create(server.path("token_endpoint").asText()), clientId, secret);
        URI configuration = URI.create(metadata.path("configuration_endpoint").asText());
        URI verification = URI.create(metadata.path("verification_endpoint").asText());
        for (JsonNode stream : get(configuration, bearer)) {
            String body = Json.write(
                    Json.object().put("stream_id", stream.path("stream_id").asText()));
            HttpRequest request = HttpRequest.newBuilder(verification)
                    .timeout(PATIENCE)
                    .header("Authorization", bearer)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            require(204, client.send(request, BodyHandlers.ofString()));
        }
    }

    private String token(URI endpoint, String clientId, Secret secret) throws IOException, InterruptedException {
        String pair = URLEncoder.encode(clientId, UTF_8) + ":" + URLEncoder.encode(secret.reveal(), UTF_8);
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(PATIENCE)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=ssf.manage"))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        require(200, answer);
        return Json.parse(answer.body()).path("access_token").asText();
    }

    private JsonNode get(URI uri, String authorization) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        require(200, answer);
        return Json.parse(answer.body());
    }

    private static void require(int status, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException(answer.uri().getPath() + " answered " + answer.statusCode() + ", expected " + status);
        }
    }
}
