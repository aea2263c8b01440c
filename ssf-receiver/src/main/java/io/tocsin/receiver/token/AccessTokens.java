// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.token;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import io.tocsin.receiver.ClientCredentials;
import io.tocsin.receiver.http.Call;
import io.tocsin.receiver.http.HttpsClient;
import io.tocsin.receiver.http.Reply;
import io.tocsin.receiver.http.StatusException;
import io.tocsin.receiver.http.Urls;
import io.tocsin.receiver.http.WellKnown;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Access tokens by client credentials (RFC 6749 §4.4), reused until shortly before they expire. Used by one thread. */
public final class AccessTokens {
    private static final Duration MARGIN = Duration.ofSeconds(30);
    /** For a token whose response does not say (RFC 6749 §5.1). */
    private static final Duration UNSAID_LIFETIME = Duration.ofMinutes(5);

    /** RFC 6749 §5.2. */
    private static final Set<String> ERRORS = Set.of(
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_scope");

    private final HttpsClient http;
    private final ClientCredentials credentials;
    private final String transmitter;
    private final InstantSource clock;
    private @Nullable Held held;

    private record Held(String value, Instant useUntil) {
        @Override
        public String toString() {
            return "Held[useUntil=" + useUntil + "]";
        }
    }

    /** {@code transmitter} is an issuer; of the authorization server too, where the credentials name none. */
    public AccessTokens(HttpsClient http, ClientCredentials credentials, String transmitter, InstantSource clock) {
        this.http = http;
        this.credentials = credentials;
        this.transmitter = transmitter;
        this.clock = clock;
    }

    /** The value of an {@code Authorization} header. */
    String authorization() throws IOException, InterruptedException {
        Held known = held;
        if (known == null || !clock.instant().isBefore(known.useUntil())) {
            known = fetch();
            held = known;
        }
        return "Bearer " + known.value();
    }

    /** The token was refused before its time. */
    void discard() {
        held = null;
    }

    private Held fetch() throws IOException, InterruptedException {
        URI endpoint = tokenEndpoint();
        HTTPRequest message = new TokenRequest.Builder(endpoint, authentication(), new ClientCredentialsGrant())
                .scope(new Scope(credentials.scopes().toArray(String[]::new)))
                .build()
                .toHTTPRequest();
        Map<String, String> headers = new LinkedHashMap<>();
        message.getHeaderMap().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        headers.put("Accept", "application/json");
        Reply reply = http.send(Call.of(HttpMethod.POST, endpoint, headers, message.getBody()));
        if (reply.status() != 200) {
            throw new StatusException("the token request", reply, refusal(reply));
        }
        AccessToken token = parse(reply);
        Duration lifetime = token.getLifetime() > 0 ? Duration.ofSeconds(token.getLifetime()) : UNSAID_LIFETIME;
        // of a very short life, at least half is used
        Duration use = lifetime.compareTo(MARGIN.multipliedBy(2)) > 0 ? lifetime.minus(MARGIN) : lifetime.dividedBy(2);
        return new Held(token.getValue(), clock.instant().plus(use));
    }

    /** The error code (RFC 6749 §5.2), where it is one of the standard's: anything else may be made for our log. */
    private static String refusal(Reply reply) {
        try {
            String code =
                    TokenErrorResponse.parse(message(reply)).getErrorObject().getCode();
            return code != null && ERRORS.contains(code) ? ", " + code : "";
        } catch (ParseException noError) {
            return "";
        }
    }

    private static HTTPResponse message(Reply reply) throws ParseException {
        HTTPResponse response = new HTTPResponse(reply.status());
        response.setHeader("Content-Type", "application/json");
        response.setBody(reply.body().toString());
        return response;
    }

    private static AccessToken parse(Reply reply) throws IOException {
        try {
            HTTPResponse response = message(reply);
            AccessToken token = AccessTokenResponse.parse(response).getTokens().getAccessToken();
            if (!token.getType().getValue().equalsIgnoreCase("Bearer")) {
                throw new IOException("the access token is not of type Bearer");
            }
            return token;
        } catch (ParseException e) {
            // the message may quote the response, and with it the token
            IOException plain = new IOException("the token response is malformed");
            plain.setStackTrace(e.getStackTrace());
            throw plain;
        }
    }

    private ClientAuthentication authentication() {
        ClientID id = new ClientID(credentials.clientId());
        Secret secret = new Secret(credentials.clientSecret().reveal());
        return credentials.method().equals(ClientCredentials.POST)
                ? new ClientSecretPost(id, secret)
                : new ClientSecretBasic(id, secret);
    }

    /** Asked for with every token: it may move, and a token lasts. */
    private URI tokenEndpoint() throws IOException, InterruptedException {
        if (credentials.tokenEndpoint() != null) {
            return credentials.tokenEndpoint();
        }
        String server = credentials.authorizationServer() == null ? transmitter : credentials.authorizationServer();
        return Urls.https(
                "token_endpoint of the authorization server",
                WellKnown.fetch(http, "oauth-authorization-server", server).path("token_endpoint"));
    }
}
