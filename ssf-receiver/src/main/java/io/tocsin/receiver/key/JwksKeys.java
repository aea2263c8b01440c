// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import io.tocsin.receiver.http.Call;
import io.tocsin.receiver.http.HttpsClient;
import io.tocsin.receiver.http.Reply;
import io.tocsin.receiver.http.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The keys behind a {@code jwks_uri}, cached. An unknown {@code kid} fetches them again, but never sooner than the
 * minimum interval after the last attempt, whatever its result: random {@code kid}s cannot cause a storm. One fetch at
 * a time; who waits for it uses its result.
 */
public final class JwksKeys implements KeySource {
    private static final int MAX_KEYS = 100;

    private final URI uri;
    private final HttpsClient http;
    private final InstantSource clock;
    private final Pace pace;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Cached cached;
    private @Nullable Instant lastAttempt;
    private boolean lastFailed;

    /**
     * How often keys are fetched.
     *
     * @param fresh how long keys are used without asking again
     * @param stale how long they are used while asking again fails
     * @param minInterval between two attempts to fetch
     */
    public record Pace(Duration fresh, Duration stale, Duration minInterval) {
        public static final Pace DEFAULT =
                new Pace(Duration.ofMinutes(15), Duration.ofHours(24), Duration.ofSeconds(10));
    }

    private record Cached(List<JWK> keys, Instant at, int generation) {}

    public JwksKeys(URI uri, HttpsClient http, InstantSource clock, Pace pace) {
        this.uri = uri;
        this.http = http;
        this.clock = clock;
        this.pace = pace;
    }

    public URI uri() {
        return uri;
    }

    @Override
    public List<JWK> find(@Nullable String kid) throws UndecidedException {
        Cached now = current();
        List<JWK> found = matching(now.keys(), kid);
        return found.isEmpty() && kid != null ? matching(refetched(now).keys(), kid) : found;
    }

    /** Keys young enough; older ones only while newer ones cannot be had. */
    private Cached current() throws UndecidedException {
        Cached known = cached;
        if (known != null && age(known.at()).compareTo(pace.fresh()) <= 0) {
            return known;
        }
        try {
            return refetched(known);
        } catch (UndecidedException unreachable) {
            if (known != null && age(known.at()).compareTo(pace.stale()) <= 0) {
                return known;
            }
            throw unreachable;
        }
    }

    /**
     * Keys newer than those known, or the same where they were fetched a moment ago. What is not in the last keys that
     * could be fetched may be in those that could not: then there is no answer.
     */
    private Cached refetched(@Nullable Cached known) throws UndecidedException {
        fetching.lock();
        try {
            Cached meanwhile = cached;
            if (meanwhile != null && (known == null || meanwhile.generation() > known.generation())) {
                return meanwhile;
            }
            Instant attempt = lastAttempt;
            if (attempt != null && age(attempt).compareTo(pace.minInterval()) < 0) {
                if (lastFailed || known == null) {
                    throw new UndecidedException("signing keys could not be fetched a moment ago");
                }
                return known;
            }
            lastAttempt = clock.instant();
            lastFailed = true;
            Cached fetched = new Cached(fetch(), clock.instant(), known == null ? 0 : known.generation() + 1);
            lastFailed = false;
            cached = fetched;
            return fetched;
        } catch (IOException e) {
            throw new UndecidedException("signing keys cannot be fetched", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UndecidedException("interrupted while fetching signing keys", e);
        } finally {
            fetching.unlock();
        }
    }

    private Duration age(Instant at) {
        return Duration.between(at, clock.instant());
    }

    private List<JWK> fetch() throws IOException, InterruptedException {
        Reply reply = http.send(Call.get(uri, Map.of("Accept", "application/jwk-set+json, application/json")));
        if (reply.status() != 200) {
            throw new IOException("jwks_uri answered " + reply.status());
        }
        JsonNode document = StrictJson.value(reply.body().getBytes());
        if (document == null || !document.path("keys").isArray()) {
            throw new IOException("jwks_uri gave no JWK set");
        }
        List<JWK> keys = new ArrayList<>();
        for (JsonNode key : document.get("keys")) {
            if (keys.size() < MAX_KEYS) {
                parse(key).ifPresent(keys::add);
            }
        }
        return List.copyOf(keys);
    }

    /** A key that is not understood is ignored (RFC 7517 §5). */
    private static Optional<JWK> parse(JsonNode key) {
        try {
            return Optional.of(JWK.parse(key.toString()));
        } catch (ParseException | IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static List<JWK> matching(List<JWK> keys, @Nullable String kid) {
        return kid == null
                ? keys
                : keys.stream().filter(key -> kid.equals(key.getKeyID())).toList();
    }
}
