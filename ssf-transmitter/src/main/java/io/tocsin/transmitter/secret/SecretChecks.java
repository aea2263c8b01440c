// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tocsin.schemas.receiver.ClientSecrets;
import io.tocsin.schemas.receiver.SecretHash;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Compares what clients present with what is kept of their secrets, on two threads of its own, so that strangers cannot
 * take all the processor and memory. A right secret is remembered for a while, as a MAC under a key that lives and dies
 * with this process: who presents it again waits neither for a hash nor in the queue that strangers fill.
 *
 * <p>A wrong secret always costs two hashes, whether the client has one secret, two, or is unknown.
 */
public final class SecretChecks implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int WAITING = 64;
    private static final int REMEMBERED = 10_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(15);
    private static final Duration BUSY = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final SecretHash nobodys;
    private final SecretKeySpec key;
    private final Cache<String, byte[]> proofs = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(REMEMBERED_FOR)
            .build();
    private final ExecutorService threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> Thread.ofPlatform().name("transmitter-secrets").daemon().unstarted(task));

    public SecretChecks(Argon2id hashing, InstantSource clock) {
        this.clock = clock;
        SecureRandom random = new SecureRandom();
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
        this.nobodys = hashing.hash(FreshSecret.make().reveal());
    }

    /**
     * Whether this is one of those secrets; never for null. Completes at once for a secret that was right a moment ago,
     * else on a thread of its own. Fails with {@link RejectedException} when too many wait already.
     */
    public CompletableFuture<Boolean> matches(@Nullable ClientSecrets secrets, String presented) {
        byte[] proof = proof(presented);
        SecretHash current = secrets == null ? nobodys : secrets.current();
        SecretHash former = secrets == null ? null : secrets.former(clock.instant());
        if (isRemembered(current, proof) || (former != null && isRemembered(former, proof))) {
            return CompletableFuture.completedFuture(secrets != null);
        }
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        if (isRight(current, presented, proof)) {
                            return secrets != null;
                        }
                        return isRight(former == null ? nobodys : former, presented, proof) && former != null;
                    },
                    threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new RejectedException(new Rejection.Unavailable(BUSY)));
        }
    }

    private boolean isRemembered(SecretHash hash, byte[] proof) {
        byte[] remembered = proofs.getIfPresent(hash.phc());
        return remembered != null && MessageDigest.isEqual(remembered, proof);
    }

    private boolean isRight(SecretHash hash, String presented, byte[] proof) {
        boolean right = Argon2id.matches(hash, presented);
        if (right) {
            proofs.put(hash.phc(), proof);
        }
        return right;
    }

    private byte[] proof(String presented) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(presented.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
