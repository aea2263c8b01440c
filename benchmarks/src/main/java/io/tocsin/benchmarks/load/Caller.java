// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The calls that are not measured: is it ready, give me a token, make me a stream, which keys. */
public final class Caller implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SSF_METADATA = "/.well-known/ssf-configuration";

    private final HttpClient client;

    /** @param authority PEM file of the only authority to trust */
    public Caller(Path authority) {
        this.client = HttpClient.newBuilder()
                .sslContext(trusting(authority))
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** Whether a GET is answered 200; no where nobody listens. */
    public boolean answersOk(int port, String path) throws InterruptedException {
        try {
            return send(HttpRequest.newBuilder(url(port, path))).statusCode() == 200;
        } catch (IOException nobodyThere) {
            return false;
        }
    }

    /** A push stream to {@code endpoint} for {@code session-revoked}; the stream's configuration. */
    public JsonNode createPushStream(int transmitterPort, String endpoint) throws IOException, InterruptedException {
        return createPushStream(transmitterPort, "load", endpoint);
    }

    /** The same for any of the hub's receivers. */
    public JsonNode createPushStream(int transmitterPort, String clientId, String endpoint)
            throws IOException, InterruptedException {
        return createStream(transmitterPort, accessToken(transmitterPort, clientId), endpoint);
    }

    /**
     * A stream for {@code session-revoked}, with a token that is at hand.
     *
     * @param endpoint where its SETs are pushed; null for one that is polled
     */
    public JsonNode createStream(int transmitterPort, String accessToken, @Nullable String endpoint)
            throws IOException, InterruptedException {
        ObjectNode delivery =
                JSON.createObjectNode().put("method", endpoint == null ? "urn:ietf:rfc:8936" : "urn:ietf:rfc:8935");
        if (endpoint != null) {
            delivery.put("endpoint_url", endpoint);
        }
        ObjectNode stream = JSON.createObjectNode();
        stream.set("delivery", delivery);
        stream.putArray("events_requested").add("https://schemas.openid.net/secevent/caep/event-type/session-revoked");
        URI streams = published(transmitterPort, SSF_METADATA, "configuration_endpoint");
        return json(
                send(HttpRequest.newBuilder(streams)
                        .header("Authorization", "Bearer " + accessToken)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(stream.toString()))),
                201);
    }

    public void deleteStream(int transmitterPort, String clientId, String streamId)
            throws IOException, InterruptedException {
        URI stream = URI.create(
                published(transmitterPort, SSF_METADATA, "configuration_endpoint") + "?stream_id=" + streamId);
        HttpResponse<String> answer = send(HttpRequest.newBuilder(stream)
                .header("Authorization", "Bearer " + accessToken(transmitterPort, clientId))
                .DELETE());
        if (answer.statusCode() != 204) {
            throw new IOException("deleting a stream was answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private String accessToken(int transmitterPort, String clientId) throws IOException, InterruptedException {
        HttpResponse<String> token = send(HttpRequest.newBuilder(
                        published(transmitterPort, "/.well-known/oauth-authorization-server", "token_endpoint"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=ssf.manage&client_id=" + clientId
                        + "&client_secret=" + HubProcess.SECRET)));
        return json(token, 200).path("access_token").asText();
    }

    /** The keys that verify the hub's SETs. */
    public String jwks(int transmitterPort) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(published(transmitterPort, SSF_METADATA, "jwks_uri")))
                .body();
    }

    private URI published(int port, String document, String member) throws IOException, InterruptedException {
        return URI.create(json(send(HttpRequest.newBuilder(url(port, document))), 200)
                .path(member)
                .asText());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response, int expected) throws IOException {
        if (response.statusCode() != expected) {
            throw new IOException(response.uri() + " answered " + response.statusCode() + ", expected " + expected
                    + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    private static URI url(int port, String path) {
        return URI.create("https://localhost:" + port + path);
    }

    /** TLS that trusts that authority and no other. */
    public static SSLContext trusting(Path authority) {
        try (InputStream in = Files.newInputStream(authority)) {
            KeyStore trust = KeyStore.getInstance(KeyStore.getDefaultType());
            trust.load(null, null);
            trust.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trust);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(authority + " is no PEM certificate: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
