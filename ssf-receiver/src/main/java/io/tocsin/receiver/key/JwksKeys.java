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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys behind a {@code jwks_uri}, cached. An unknown {@code kid} fetches them again, but never sooner than the
 * minimum interval after the last attempt, whatever its result: random {@code kid}s cannot cause a storm. One fetch at
 * a time; who waits for it uses its result. Once a fetch has failed, keys that are not too old are used at once, while
 * others are tried for aside: an address that does not answer holds nobody up.
 */
public final class JwksKeys implements KeySource {
    private static final Logger LOG = LoggerFactory.getLogger(JwksKeys.class);
    private static final int MAX_KEYS = 100;
    /** Keys that were fetched so lately are not missing one that somebody signed with before. */
    private static final Duration JUST_NOW = Duration.ofSeconds(1);

    private final URI uri;
    private final HttpsClient http;
    private final InstantSource clock;
    private final Pace pace;
    private final ReentrantLock fetching = new ReentrantLock();
    private final AtomicBoolean trying = new AtomicBoolean();
    private volatile @Nullable Cached cached;
    private volatile Attempt last = new Attempt(Instant.EPOCH, null);

    /**
     * How often keys are fetched.
     *
     * @param fresh how long keys are used without asking again
     * @param stale how long they are used while asking again fails
     * @param minInterval between two attempts to fetch
     * @param patience how long one may take
     */
    public record Pace(Duration fresh, Duration stale, Duration minInterval, Duration patience) {
        public static final Pace DEFAULT =
                new Pace(Duration.ofMinutes(15), Duration.ofHours(24), Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    private record Cached(List<JWK> keys, Instant at, int generation) {}

    /** @param problem null where keys came */
    private record Attempt(Instant at, @Nullable String problem) {}

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
        return found.isEmpty() && kid != null ? matching(newer(now).keys(), kid) : found;
    }

    /** Keys young enough; older ones only while newer ones cannot be had. */
    private Cached current() throws UndecidedException {
        Cached known = cached;
        if (known != null && isYounger(known.at(), pace.fresh())) {
            return known;
        }
        Cached usable = known != null && age(known.at()).compareTo(pace.stale()) <= 0 ? known : null;
        if (usable != null && last.problem() != null) {
            tryAside(usable);
            return usable;
        }
        try {
            return newer(known);
        } catch (UndecidedException unreachable) {
            if (usable != null) {
                return usable;
            }
            throw unreachable;
        }
    }

    private void tryAside(Cached known) {
        if (!isYounger(last.at(), pace.minInterval()) && trying.compareAndSet(false, true)) {
            Thread.ofVirtual().name("tocsin-keys").start(() -> {
                try {
                    newer(known);
                } catch (UndecidedException unreachable) {
                    LOG.trace("Keys of before are used", unreachable);
                } finally {
                    trying.set(false);
                }
            });
        }
    }

    /**
     * Keys newer than those known, or the same where they were fetched this moment. What is not in keys of some seconds
     * ago may be in those of now, which it is too soon to ask for, or which could not be had: then there is no answer.
     */
    private Cached newer(@Nullable Cached known) throws UndecidedException {
        fetching.lock();
        try {
            Cached meanwhile = cached;
            if (meanwhile != null && (known == null || meanwhile.generation() > known.generation())) {
                return meanwhile;
            }
            if (isYounger(last.at(), pace.minInterval())) {
                if (last.problem() == null && known != null && isYounger(known.at(), JUST_NOW)) {
                    return known;
                }
                throw new UndecidedException(
                        last.problem() == null
                                ? "keys of " + uri + " were fetched a moment ago, and it is too soon to ask again"
                                : last.problem());
            }
            return fetched(known == null ? 0 : known.generation() + 1);
        } finally {
            fetching.unlock();
        }
    }

    private Cached fetched(int generation) throws UndecidedException {
        last = new Attempt(clock.instant(), last.problem());
        try {
            Cached fetched = new Cached(fetch(), clock.instant(), generation);
            last = new Attempt(clock.instant(), null);
            cached = fetched;
            return fetched;
        } catch (IOException e) {
            String problem = "keys of " + uri + " cannot be had: " + e.getMessage();
            last = new Attempt(clock.instant(), problem);
            LOG.warn("Signatures may not be judged: {}", problem);
            throw new UndecidedException(problem, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            last = new Attempt(clock.instant(), "interrupted while fetching keys of " + uri);
            throw new UndecidedException("interrupted while fetching keys of " + uri, e);
        }
    }

    /** Not where it lies ahead either: then the clock was set back, and nobody knows how old it is. */
    private boolean isYounger(Instant at, Duration limit) {
        Duration age = age(at);
        return !age.isNegative() && age.compareTo(limit) < 0;
    }

    private Duration age(Instant at) {
        return Duration.between(at, clock.instant());
    }

    private List<JWK> fetch() throws IOException, InterruptedException {
        Reply reply = http.send(Call.get(uri, Map.of("Accept", "application/jwk-set+json, application/json"))
                .within(pace.patience()));
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
