// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import io.tocsin.schemas.receiver.ClientKeys;
import io.tocsin.schemas.receiver.ClientSecrets;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.receiver.SecretHash;
import io.tocsin.schemas.receiver.TokenRevocations;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.transmitter.fetch.RemoteKeys;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.secret.Argon2id;
import io.tocsin.transmitter.secret.FreshSecret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an operator does with receivers. Everything is done when every read on this instance shows it; others follow
 * within moments. What the configuration names can be changed there only, except that its tokens can be revoked.
 *
 * <p>Changes are made one after the other. Between instances they are so only if one of them makes all: the owner of
 * {@link #KEPT_BY}.
 *
 * <p>Refusals are {@link RejectedException}s: {@code Conflict}, {@code NotFound}, {@code Invalid}, {@code Unavailable}.
 */
public final class ReceiverRegistry {
    /** A key, as streams have theirs, whose owner changes the registry. */
    public static final String KEPT_BY = "receivers";
    /** How long a former secret is good where nobody says otherwise. */
    public static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);

    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
    private static final int MOST_TOKENS = 1000;
    private static final Duration GONE_EACH = Duration.ofMillis(50);
    /** For ten seconds. */
    private static final int GONE_LOOKS = 200;

    private final Receivers receivers;
    private final Revocations revocations;
    private final ReceiverDirectory directory;
    private final Argon2id hashing;
    private final Predicate<String> tenants;
    private final ToIntFunction<String> streamsOf;
    private final InstantSource clock;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    /**
     * @param tenants those that some issuer serves
     * @param streamsOf how many streams a client id has
     */
    public ReceiverRegistry(
            Receivers receivers,
            Revocations revocations,
            ReceiverDirectory directory,
            Argon2id hashing,
            Predicate<String> tenants,
            ToIntFunction<String> streamsOf,
            InstantSource clock) {
        this.receivers = receivers;
        this.revocations = revocations;
        this.directory = directory;
        this.hashing = hashing;
        this.tenants = tenants;
        this.streamsOf = streamsOf;
        this.clock = clock;
    }

    /**
     * All receivers, by client id: those of the configuration among them, and those that are being removed and still
     * have streams.
     */
    public List<ReceiverRegistration> list() {
        return Stream.concat(
                        receivers.list().stream(),
                        receivers.leaving().stream().filter(receiver -> hasStreams(receiver.clientId())))
                .sorted(Comparator.comparing(ReceiverRegistration::clientId))
                .toList();
    }

    private boolean hasStreams(String clientId) {
        return streamsOf.applyAsInt(clientId) > 0;
    }

    /** Whether it is the configuration that names it. */
    public boolean isConfigured(String clientId) {
        return receivers.isConfigured(clientId);
    }

    /**
     * Registers a new receiver.
     *
     * @param receiver without secrets
     * @return the secret made for it, which is kept nowhere else; empty for one that has keys, a certificate or a
     *     SPIFFE id to prove who it is
     */
    public CompletableFuture<Optional<Secret>> add(ReceiverRegistration receiver) {
        return inTurn(() -> {
            String clientId = receiver.clientId();
            if (receiver.credentials().secrets() != null) {
                throw RejectedException.invalid("the new receiver has a secret, expected none: one is made for it");
            }
            if (receivers.byClientId(clientId).isPresent() || receivers.clashes(receiver)) {
                throw new RejectedException(new Rejection.Conflict("there is a receiver with this client id, external"
                        + " id, SPIFFE id or name in its certificate, expected new ones"));
            }
            if (receivers.isLeaving(clientId) && hasStreams(clientId)) {
                throw new RejectedException(new Rejection.Conflict(
                        "a receiver with this client id is being removed and still has streams, expected none"));
            }
            if (!tenants.test(receiver.tenant())) {
                throw RejectedException.invalid("no issuer of this transmitter serves the receiver's tenant");
            }
            if (receiver.credentials().keys() instanceof ClientKeys.Inline inline) {
                requireUsable(inline);
            }
            if (receiver.credentials().provesWithoutSecret()) {
                return directory.register(clientId, receiver).thenApply(done -> Optional.empty());
            }
            Secret secret = FreshSecret.make();
            return hashed(secret)
                    .thenCompose(hash -> directory.register(clientId, withSecrets(receiver, ClientSecrets.of(hash))))
                    .thenApply(done -> Optional.of(secret));
        });
    }

    /**
     * Gives a receiver a new secret, and revokes the tokens it has: whoever has stolen one is out at once, the receiver
     * gets another by either secret.
     *
     * @param overlap how long the secret before it is still good, 0 to 30 days
     * @return the new secret, which is kept nowhere else
     */
    public CompletableFuture<Secret> rotateSecret(String clientId, Duration overlap) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw RejectedException.invalid("the overlap is " + overlap + ", expected 0 to " + LONGEST_OVERLAP);
        }
        return inTurn(() -> {
            ReceiverRegistration receiver = changeable(clientId);
            ClientSecrets before = receiver.credentials().secrets();
            Secret secret = FreshSecret.make();
            return hashed(secret)
                    .thenCompose(hash -> directory.register(
                            clientId,
                            withSecrets(
                                    receiver,
                                    before == null || overlap.isZero()
                                            ? ClientSecrets.of(hash)
                                            : new ClientSecrets(
                                                    hash,
                                                    before.current(),
                                                    clock.instant().plus(overlap)))))
                    .thenCompose(done -> revokeAll(clientId))
                    .thenApply(done -> secret);
        });
    }

    /**
     * Says whether a state that waited may be left out for a later one on the receiver's streams; null for what the
     * transmitter's configuration says.
     *
     * @return the receiver as it then is
     */
    public CompletableFuture<ReceiverRegistration> setCollapse(String clientId, @Nullable Boolean collapse) {
        return inTurn(() -> {
            ReceiverRegistration changed = changeable(clientId).collapsing(collapse);
            return directory.register(clientId, changed).thenApply(done -> changed);
        });
    }

    /**
     * The receiver is gone from the first moment, and so are its tokens. Its streams go by and by, each by whichever
     * instance delivers it; what was begun is finished even if this process ends now.
     *
     * @return how many streams are left: 0, or more if an instance takes longer than some seconds
     */
    public CompletableFuture<Integer> remove(String clientId) {
        return inTurn(() -> {
                    if (receivers.isConfigured(clientId)) {
                        throw configured();
                    }
                    if (receivers.isLeaving(clientId) && hasStreams(clientId)) {
                        return CompletableFuture.<Void>completedFuture(null);
                    }
                    ReceiverRegistration receiver =
                            receivers.byClientId(clientId).orElseThrow(RejectedException::notFound);
                    return revokeAll(clientId)
                            .thenCompose(done -> directory.register(clientId, receiver.leaving(clock.instant())));
                })
                .thenCompose(begun -> gone(clientId, GONE_LOOKS));
    }

    private CompletableFuture<Integer> gone(String clientId, int looks) {
        int left = streamsOf.applyAsInt(clientId);
        if (left == 0 || looks == 0) {
            return CompletableFuture.completedFuture(left);
        }
        return CompletableFuture.supplyAsync(
                        () -> true, CompletableFuture.delayedExecutor(GONE_EACH.toMillis(), TimeUnit.MILLISECONDS))
                .thenCompose(later -> gone(clientId, looks - 1));
    }

    /** A removal has been finished: nothing is left of the receiver, nor can any request of it be under way. */
    CompletableFuture<Void> forget(String clientId) {
        return inTurn(() -> receivers.isLeaving(clientId) && !hasStreams(clientId)
                ? directory.register(clientId, null)
                : CompletableFuture.completedFuture(null));
    }

    /** Every token that a client id has now is revoked; it may get new ones. */
    public CompletableFuture<Void> revokeTokens(String clientId) {
        return inTurn(() -> revokeAll(clientId));
    }

    /**
     * One token is revoked.
     *
     * @param tokenId its {@code jti}
     * @param expires when it would have expired, at most 24 hours from now
     */
    public CompletableFuture<Void> revokeToken(String clientId, String tokenId, Instant expires) {
        return inTurn(() -> {
            TokenRevocations before = revocations.of(clientId);
            Map<String, Instant> tokens = stillRunning(before);
            if (tokens.size() >= MOST_TOKENS) {
                throw new RejectedException(new Rejection.Conflict("there are " + MOST_TOKENS
                        + " revoked tokens of this client id, expected fewer; revoke all of its tokens instead"));
            }
            tokens.put(tokenId, expires);
            return directory.revoke(clientId, new TokenRevocations(before.notBefore(), tokens));
        });
    }

    /** To the next full second, because tokens say when they were issued in seconds only. */
    private CompletableFuture<Void> revokeAll(String clientId) {
        Instant notBefore = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        return directory.revoke(clientId, new TokenRevocations(notBefore, stillRunning(revocations.of(clientId))));
    }

    private Map<String, Instant> stillRunning(TokenRevocations revoked) {
        Map<String, Instant> tokens = new HashMap<>(revoked.tokens());
        tokens.values().removeIf(expires -> !expires.isAfter(clock.instant()));
        return tokens;
    }

    private ReceiverRegistration changeable(String clientId) {
        if (receivers.isConfigured(clientId)) {
            throw configured();
        }
        return receivers.byClientId(clientId).orElseThrow(RejectedException::notFound);
    }

    private static RejectedException configured() {
        return new RejectedException(new Rejection.Conflict(
                "the configuration names this receiver, expected one registered here; change it there"));
    }

    private static void requireUsable(ClientKeys.Inline keys) {
        try {
            RemoteKeys.requireUsable(keys.jwks(), "jwks of the new receiver");
        } catch (IllegalArgumentException e) {
            throw RejectedException.invalid(String.valueOf(e.getMessage()));
        }
    }

    private static ReceiverRegistration withSecrets(ReceiverRegistration receiver, @Nullable ClientSecrets secrets) {
        return receiver.with(receiver.credentials().with(secrets));
    }

    private CompletableFuture<SecretHash> hashed(Secret secret) {
        CompletableFuture<SecretHash> hash = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name("transmitter-secret-hash")
                .start(() -> hash.complete(hashing.hash(secret.reveal())));
        return hash;
    }

    private synchronized <T> CompletableFuture<T> inTurn(Supplier<CompletableFuture<T>> change) {
        CompletableFuture<T> mine = last.handle((done, failure) -> done).thenCompose(before -> change.get());
        last = mine;
        return mine;
    }
}
