// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWK;
import io.tocsin.schemas.receiver.ClientKeys;
import io.tocsin.transmitter.fetch.HttpsFetch;
import io.tocsin.transmitter.fetch.RemoteKeys;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The public keys of clients, from their registration or from where it says. */
public final class ClientKeySets {
    private static final int CLIENTS = 10_000;

    private final HttpsFetch fetch;
    private final InstantSource clock;
    private final Cache<String, List<JWK>> parsed =
            Caffeine.newBuilder().maximumSize(CLIENTS).build();
    private final Cache<URI, RemoteKeys> remote = Caffeine.newBuilder()
            .maximumSize(CLIENTS)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    /** @param fetch with the address rules that hold for what receivers name */
    public ClientKeySets(HttpsFetch fetch, InstantSource clock) {
        this.fetch = fetch;
        this.clock = clock;
    }

    /**
     * The client's keys that a signature may be by: the one of that id, or all of them where none is named. Fails if
     * they cannot be had now.
     */
    CompletableFuture<List<JWK>> candidates(ClientKeys keys, @Nullable String keyId) {
        return switch (keys) {
            case ClientKeys.Inline inline ->
                CompletableFuture.completedFuture(parsed.get(inline.jwks(), RemoteKeys::parse).stream()
                        .filter(key -> keyId == null || keyId.equals(key.getKeyID()))
                        .toList());
            case ClientKeys.At at ->
                keyId == null
                        ? at(at).all()
                        : at(at).key(keyId).thenApply(found -> found.stream().toList());
        };
    }

    private RemoteKeys at(ClientKeys.At at) {
        return remote.get(at.jwksUri(), uri -> new RemoteKeys(() -> fetch.get(uri), clock));
    }
}
