// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.fetch;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's published keys. Kept for five minutes, then fetched again while the old ones serve, for an hour at most if
 * that fails; fetched for an unknown {@code kid} too, but never more often than every 30 seconds, whatever tokens come.
 */
public final class RemoteKeys implements KeySource {
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration STALE = Duration.ofHours(1);
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);
    private static final int RSA_BITS = 2048;

    private record Known(Map<String, JWK> byId, Instant fetched) {}

    private final Supplier<CompletableFuture<String>> jwks;
    private final InstantSource clock;
    private @Nullable Known known;
    private @Nullable Instant tried;
    private @Nullable CompletableFuture<Known> fetching;

    /** @param jwks fetches the document */
    public RemoteKeys(Supplier<CompletableFuture<String>> jwks, InstantSource clock) {
        this.jwks = jwks;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Optional<JWK>> key(String keyId) {
        CompletableFuture<Known> refreshed;
        synchronized (this) {
            Instant now = clock.instant();
            Known have = known;
            if (have != null && now.isAfter(have.fetched().plus(STALE))) {
                have = null;
            }
            JWK key = have == null ? null : have.byId().get(keyId);
            if (have != null && key != null) {
                if (now.isAfter(have.fetched().plus(FRESH))) {
                    var unused = refresh(now);
                }
                return CompletableFuture.completedFuture(Optional.of(key));
            }
            refreshed = refresh(now);
            if (refreshed == null) {
                return have == null
                        ? CompletableFuture.failedFuture(new FetchException("the keys could not be had a moment ago"))
                        : CompletableFuture.completedFuture(Optional.empty());
            }
            if (have != null) {
                Known before = have;
                refreshed = refreshed.exceptionally(failure -> before);
            }
        }
        return refreshed.thenApply(fresh -> Optional.ofNullable(fresh.byId().get(keyId)));
    }

    /** All of them, as they are now. Fails if that cannot be told now. */
    public CompletableFuture<List<JWK>> all() {
        CompletableFuture<Known> refreshed;
        synchronized (this) {
            Instant now = clock.instant();
            Known have = known;
            if (have != null && !now.isAfter(have.fetched().plus(FRESH))) {
                return CompletableFuture.completedFuture(List.copyOf(have.byId().values()));
            }
            refreshed = refresh(now);
        }
        return refreshed == null
                ? CompletableFuture.failedFuture(new FetchException("the keys could not be had a moment ago"))
                : refreshed.thenApply(fresh -> List.copyOf(fresh.byId().values()));
    }

    /** The fetch under way, or a new one; null if the last one was too short a time ago. */
    private @Nullable CompletableFuture<Known> refresh(Instant now) {
        if (fetching != null) {
            return fetching;
        }
        if (tried != null && now.isBefore(tried.plus(BETWEEN_FETCHES))) {
            return null;
        }
        tried = now;
        CompletableFuture<Known> fetch = jwks.get().thenApply(text -> new Known(byId(text), now));
        fetching = fetch;
        var unused = fetch.whenComplete(this::fetched);
        return fetch;
    }

    private synchronized void fetched(@Nullable Known fresh, @Nullable Throwable failure) {
        fetching = null;
        if (fresh != null) {
            known = fresh;
        }
    }

    /** Public keys that sign, in a JWK Set; others are left out. Throws {@link FetchException} for anything else. */
    public static List<JWK> parse(String text) {
        List<JWK> keys;
        try {
            keys = JWKSet.parse(text).getKeys();
        } catch (ParseException e) {
            throw new FetchException("found something else than a JWK Set", e);
        }
        List<JWK> usable = new ArrayList<>();
        for (JWK key : keys) {
            boolean signs = key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse());
            boolean strong = !(key instanceof RSAKey rsa) || rsa.size() >= RSA_BITS;
            JWK open = key.toPublicJWK();
            if (signs && strong && open != null) {
                usable.add(open);
            }
        }
        return usable;
    }

    /** Throws {@link IllegalArgumentException} for a text without a key that could be used. */
    public static void requireUsable(String jwks, String owner) {
        boolean usable;
        try {
            usable = !parse(jwks).isEmpty();
        } catch (FetchException e) {
            usable = false;
        }
        if (!usable) {
            throw new IllegalArgumentException(
                    owner + " has no key, expected a JWK Set with public RSA keys of 2048 bits or EC keys on P-256");
        }
    }

    private static Map<String, JWK> byId(String text) {
        Map<String, JWK> byId = new HashMap<>();
        for (JWK key : parse(text)) {
            if (key.getKeyID() != null) {
                byId.put(key.getKeyID(), key);
            }
        }
        return byId;
    }
}
