// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Reply;
import io.tocsin.connectors.vendor.VendorApi;
import io.tocsin.connectors.vendor.pace.RateHeaders;
import io.tocsin.schemas.connector.Trouble;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Access tokens by client credentials, used for nine tenths of their life and asked for once. */
final class AccessTokens {
    /** For a token whose response does not say (RFC 6749 §5.1). */
    private static final Duration UNSAID_LIFETIME = Duration.ofMinutes(5);

    private final VendorApi http;
    private final URI tokenUrl;
    private final Grant grant;
    private final InstantSource clock;
    private @Nullable Held held;

    private record Held(String value, Instant useUntil) {
        @Override
        public String toString() {
            return "Held[useUntil=" + useUntil + "]";
        }
    }

    /** What is asked of the token endpoint, anew each time. */
    interface Grant {
        HTTPRequest question() throws FaultException;

        /** Takes a secret up that has changed meanwhile; says whether one has. */
        default boolean renew() {
            return false;
        }

        static Grant of(ClientCredentials credentials) {
            return new Grant() {
                @Override
                public HTTPRequest question() throws FaultException {
                    return AccessTokens.question(credentials);
                }

                @Override
                public boolean renew() {
                    return credentials.renew();
                }
            };
        }
    }

    AccessTokens(VendorApi http, ClientCredentials credentials, InstantSource clock) {
        this(http, credentials.tokenUrl(), Grant.of(credentials), clock);
    }

    AccessTokens(VendorApi http, URI tokenUrl, Grant grant, InstantSource clock) {
        this.http = http;
        this.tokenUrl = tokenUrl;
        this.grant = grant;
        this.clock = clock;
    }

    /** Puts a token on every question; on 401 once more with a new one (RFC 6750 §3.1). */
    VendorApi authorize(VendorApi api) {
        return ask -> {
            String token = current();
            Reply reply = api.send(ask.with("Authorization", "Bearer " + token));
            if (reply.status() != 401) {
                return reply;
            }
            discard(token);
            return api.send(ask.with("Authorization", "Bearer " + current()));
        };
    }

    private synchronized String current() throws FaultException, InterruptedException {
        Held known = held;
        if (known == null || !clock.instant().isBefore(known.useUntil())) {
            known = fetch();
            held = known;
        }
        return known.value();
    }

    /** Another thread may have replaced it already. */
    private synchronized void discard(String token) {
        if (held != null && held.value().equals(token)) {
            held = null;
        }
    }

    private static HTTPRequest question(ClientCredentials credentials) throws FaultException {
        TokenRequest.Builder request = new TokenRequest.Builder(
                credentials.tokenUrl(), authentication(credentials), new ClientCredentialsGrant());
        if (!credentials.scopes().isEmpty()) {
            request.scope(new Scope(credentials.scopes().toArray(String[]::new)));
        }
        if (credentials.audience() != null) {
            request.customParameter("audience", credentials.audience());
        }
        return request.build().toHTTPRequest();
    }

    /** Once more where the client is not known, and its secret has changed meanwhile. */
    private Held fetch() throws FaultException, InterruptedException {
        try {
            return ask();
        } catch (FaultException e) {
            if (e.kind() == Trouble.Kind.AUTHORIZATION && grant.renew()) {
                return ask();
            }
            throw e;
        }
    }

    private Held ask() throws FaultException, InterruptedException {
        HTTPRequest message = grant.question();
        Map<String, String> headers = new HashMap<>(Map.of("Accept", "application/json"));
        message.getHeaderMap().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        Instant asked = clock.instant();
        Reply reply = http.send(new Ask("POST", tokenUrl, headers, message.getBody()));
        int status = reply.status();
        if (status == 429 || status >= 500) {
            throw new FaultException(
                    status == 429 ? Trouble.Kind.THROTTLED : Trouble.Kind.TRANSIENT,
                    "HTTP " + status + " from the token endpoint",
                    RateHeaders.notBefore(reply, asked),
                    reply);
        }
        if (status != 200 && status != 201) {
            throw new FaultException(
                    Trouble.Kind.AUTHORIZATION,
                    "HTTP " + status + " from the token endpoint: are client id, secret and scopes right?");
        }
        AccessToken token = parse(reply);
        Duration lifetime = token.getLifetime() > 0 ? Duration.ofSeconds(token.getLifetime()) : UNSAID_LIFETIME;
        return new Held(token.getValue(), asked.plus(lifetime.multipliedBy(9).dividedBy(10)));
    }

    private static AccessToken parse(Reply reply) throws FaultException {
        try {
            HTTPResponse response = new HTTPResponse(200);
            response.setHeader("Content-Type", "application/json");
            response.setBody(new String(reply.body(), UTF_8));
            return AccessTokenResponse.parse(response).getTokens().getAccessToken();
        } catch (ParseException | RuntimeException unused) {
            // the message may quote the response, and with it the token
            throw new FaultException(Trouble.Kind.PROTOCOL, "the token response is malformed");
        }
    }

    private static ClientAuthentication authentication(ClientCredentials credentials) throws FaultException {
        ClientID id = new ClientID(credentials.clientId());
        if (credentials.privateJwk() != null) {
            return assertion(credentials, id, credentials.privateJwk().reveal());
        }
        Secret secret = new Secret(String.valueOf(
                credentials.clientSecret() == null
                        ? null
                        : credentials.clientSecret().reveal()));
        return switch (credentials.method()) {
            case POST -> new ClientSecretPost(id, secret);
            case BASIC -> new ClientSecretBasic(id, secret);
        };
    }

    private static ClientAuthentication assertion(ClientCredentials credentials, ClientID id, String jwk)
            throws FaultException {
        try {
            JWK key = JWK.parse(jwk);
            return switch (key) {
                case RSAKey rsa ->
                    new PrivateKeyJWT(
                            id, credentials.tokenUrl(), JWSAlgorithm.RS256, rsa.toPrivateKey(), rsa.getKeyID(), null);
                case ECKey ec ->
                    new PrivateKeyJWT(
                            id, credentials.tokenUrl(), JWSAlgorithm.ES256, ec.toPrivateKey(), ec.getKeyID(), null);
                default -> throw unusable();
            };
        } catch (java.text.ParseException | JOSEException unused) {
            throw unusable();
        }
    }

    private static FaultException unusable() {
        return new FaultException(
                Trouble.Kind.AUTHORIZATION, "credential.private-jwk: expected a private RSA or P-256 key as a JWK");
    }
}
