// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.push;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Resolves a receiver's host to addresses that may be connected to. The connection goes to the very address that was
 * checked, so there is no moment at which a name could come to mean something else.
 */
public final class ReceiverAddresses implements AutoCloseable {
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final int HOSTS = 10_000;

    private final AddressRules rules;
    private final ExecutorService lookups = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("transmitter-dns-", 0).factory());
    private final AsyncLoadingCache<String, List<InetAddress>> resolved = Caffeine.newBuilder()
            .maximumSize(HOSTS)
            .expireAfterWrite(KEPT)
            .executor(lookups)
            .buildAsync(host -> List.of(InetAddress.getAllByName(host)));

    public ReceiverAddresses(AddressRules rules) {
        this.rules = rules;
    }

    /** A name stands for addresses that only we can reach, and for no other. */
    public static final class Forbidden extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Forbidden(InetAddress address) {
            super("resolves to a forbidden address " + address.getHostAddress(), null, false, false);
        }
    }

    /** Those addresses of the host that are allowed. Fails with {@link Forbidden}, and for an unknown host. */
    public CompletableFuture<List<InetAddress>> of(String host) {
        return resolved.get(host).thenApply(all -> {
            List<InetAddress> allowed = all.stream().filter(rules::allows).toList();
            if (allowed.isEmpty()) {
                throw new Forbidden(all.getFirst());
            }
            return allowed;
        });
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }
}
