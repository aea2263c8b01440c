// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.hub.tls.Trust;
import io.tocsin.schemas.connector.Trouble;
import io.tocsin.schemas.subject.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Tells an application by a logout token, which it answers with 200 when it has ended the session (§2.5 to §2.8). */
final class BackChannelLogout implements Target {
    private final BackChannelConfig config;
    private final LogoutTokens tokens;
    private final HttpClient client;

    BackChannelLogout(BackChannelConfig config, LogoutTokens tokens) {
        this.config = config;
        this.tokens = tokens;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.timeout());
        if (config.trustedCa() != null) {
            try {
                builder.sslContext(Trust.in(config.trustedCa()));
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "trusted-ca of target " + config.name() + " cannot be read: " + e.getMessage(), e);
            }
        }
        this.client = builder.build();
    }

    @Override
    public TargetConfig config() {
        return config;
    }

    @Override
    public Effect end(Subject subject) throws FaultException, InterruptedException {
        Whose whose = Whose.of(subject, config.subjectIssuer());
        boolean named = whose.sid() != null || (whose.sub() != null && !config.sessionRequired());
        if (whose.foreign() || !named) {
            return new Effect.Unknown();
        }
        String token = tokens.make(config.clientId(), whose.sub(), whose.sid());
        HttpRequest request = HttpRequest.newBuilder(config.uri())
                .timeout(config.timeout())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("logout_token=" + URLEncoder.encode(token, UTF_8)))
                .build();
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            // the timeout is for what stands before the body, and nobody waits for the rest
            response.body().close();
            return meaning(response.statusCode());
        } catch (IOException e) {
            throw new FaultException(
                    Trouble.Kind.TRANSIENT, "no answer: " + e.getClass().getSimpleName());
        }
    }

    /** 204 is no answer of the standard's, but many frameworks give it. */
    private static Effect meaning(int status) throws FaultException {
        return switch (status) {
            case 200, 204 -> new Effect.Ended();
            case 400 -> new Effect.Refused("HTTP 400: the application does not accept the logout token (§2.8)");
            case 429 -> throw new FaultException(Trouble.Kind.THROTTLED, "HTTP 429");
            case 401, 403, 404 ->
                throw new FaultException(Trouble.Kind.AUTHORIZATION, "HTTP " + status + ": is the address right?");
            default ->
                throw new FaultException(
                        status >= 500 ? Trouble.Kind.TRANSIENT : Trouble.Kind.PROTOCOL, "HTTP " + status);
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
