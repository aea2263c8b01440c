// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.caller;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.id.ClientID;
import io.tocsin.schemas.json.Json;
import io.tocsin.transmitter.client.Scope;
import io.tocsin.transmitter.fetch.HttpsFetch;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks an authorization server what one of its opaque tokens is (RFC 7662). An answer is kept for 30 seconds at most,
 * and never beyond the token's end; kept by the token's digest, so that no token lies about. Who cannot ask says 503:
 * the token may well be good.
 */
final class Introspection {
    private static final Logger LOG = LoggerFactory.getLogger(Introspection.class);
    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final Duration LATER = Duration.ofSeconds(5);
    private static final int ANSWERS = 10_000;
    private static final int AT_ONCE = 32;

    /** @param facts empty for a token that is not good */
    private record Answer(Optional<TokenFacts> facts, Instant until) {}

    private final AuthorizationServerConfig server;
    private final String audience;
    private final HttpsFetch fetch;
    private final InstantSource clock;
    private final String authorization;
    private final Semaphore questions = new Semaphore(AT_ONCE);
    private final AsyncCache<String, Answer> answers =
            Caffeine.newBuilder().maximumSize(ANSWERS).expireAfterWrite(KEPT).buildAsync();

    /** @param audience what {@code aud} has to contain, where the answer has it */
    Introspection(AuthorizationServerConfig server, String audience, HttpsFetch fetch, InstantSource clock) {
        this.server = server;
        this.audience = audience;
        this.fetch = fetch;
        this.clock = clock;
        this.authorization = new ClientSecretBasic(
                        new ClientID(requireNonNull(server.clientId(), "client-id")),
                        new com.nimbusds.oauth2.sdk.auth.Secret(requireNonNull(server.clientSecret(), "client-secret")
                                .reveal()))
                .toHTTPAuthorizationHeader();
    }

    /** What a good token says; empty for a bad one. Fails with {@link RejectedException} if that cannot be told now. */
    CompletableFuture<Optional<TokenFacts>> verify(String token) {
        String digest = digest(token);
        return answers.get(digest, (key, executor) -> ask(token)).thenCompose(answer -> {
            if (clock.instant().isBefore(answer.until())) {
                return CompletableFuture.completedFuture(answer.facts());
            }
            answers.synchronous().invalidate(digest);
            return ask(token).thenApply(Answer::facts);
        });
    }

    private CompletableFuture<Answer> ask(String token) {
        if (!questions.tryAcquire()) {
            return CompletableFuture.failedFuture(later());
        }
        String form = "token=" + URLEncoder.encode(token, UTF_8) + "&token_type_hint=access_token";
        return fetch.post(
                        requireNonNull(server.introspectionEndpoint(), "introspection-endpoint"),
                        form,
                        Map.of(
                                "Authorization", authorization,
                                "Content-Type", "application/x-www-form-urlencoded",
                                "Accept", "application/json"))
                .thenApply(this::answer)
                .exceptionally(failure -> {
                    LOG.warn("authorization server {} does not say what a token is", server.issuer(), failure);
                    throw later();
                })
                .whenComplete((answer, failure) -> questions.release());
    }

    private static RejectedException later() {
        return new RejectedException(new Rejection.Unavailable(LATER));
    }

    private Answer answer(String text) {
        JsonNode json = Json.parse(text);
        Instant now = clock.instant();
        Instant until = now.plus(KEPT);
        Instant expires = json.path("exp").isNumber()
                ? Instant.ofEpochSecond(json.path("exp").asLong())
                : Instant.MAX;
        boolean good = json.path("active").asBoolean(false)
                && now.isBefore(expires)
                && (!json.has("iss") || json.path("iss").asText().equals(server.issuer()))
                && (!json.has("aud") || isForUs(json.path("aud")))
                && json.path(server.clientIdClaim()).isTextual()
                && (!json.has("cnf") || json.path("cnf").path("x5t#S256").isTextual());
        if (!good) {
            return new Answer(Optional.empty(), until);
        }
        TokenFacts facts = new TokenFacts(
                server.issuer(),
                json.path(server.clientIdClaim()).asText(),
                Scope.parseText(json.path("scope").asText("")),
                json.path("jti").isTextual() ? json.path("jti").asText() : null,
                json.path("iat").isNumber()
                        ? Instant.ofEpochSecond(json.path("iat").asLong())
                        : null,
                json.has("cnf") ? json.path("cnf").path("x5t#S256").asText() : null);
        return new Answer(Optional.of(facts), until.isBefore(expires) ? until : expires);
    }

    private boolean isForUs(JsonNode aud) {
        if (!aud.isArray()) {
            return aud.asText().equals(audience);
        }
        for (JsonNode one : aud) {
            if (one.asText().equals(audience)) {
                return true;
            }
        }
        return false;
    }

    private static String digest(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
