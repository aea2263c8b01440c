// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.fleet;

import io.tocsin.transmitter.peer.Owner;
import io.tocsin.transmitter.peer.Owners;
import io.tocsin.transmitter.peer.PeerAnswer;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.view.CaughtUp;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The instances of this transmitter, to whoever serves an operator: any of them may be asked, and what one alone may do
 * is done by that one. What blocks here is for threads that may wait.
 */
public final class Instances {
    private static final Duration COME_BACK = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final long AGAIN_MILLIS = 100;
    /** For six seconds, as for receivers' requests: by then what was handed over has its new owner. */
    private static final int TRIES = 60;

    /** How the others are reached. */
    public interface Others {
        /** Every one that the group knows of, besides this; some may just have died. */
        List<Owner.Peer> all();

        /** Completes with what became of it, and does not fail. */
        CompletableFuture<PeerAnswer> ask(Owner.Peer peer, OperatorCall call);
    }

    private static final Others NOBODY_ELSE = new Others() {
        @Override
        public List<Owner.Peer> all() {
            return List.of();
        }

        @Override
        public CompletableFuture<PeerAnswer> ask(Owner.Peer peer, OperatorCall call) {
            return CompletableFuture.completedFuture(PeerAnswer.UNTOUCHED);
        }
    };

    private final Owners owners;
    private final @Nullable String self;
    private final Others others;
    private final CaughtUp fresh;
    private volatile @Nullable Function<OperatorCall, OperatorAnswer> here;

    private Instances(Owners owners, @Nullable String self, Others others, CaughtUp fresh) {
        this.owners = owners;
        this.self = self;
        this.others = others;
        this.fresh = fresh;
    }

    /** There is only this one. */
    public static Instances alone(Owners owners) {
        return new Instances(owners, null, NOBODY_ELSE, CaughtUp.ALWAYS);
    }

    /**
     * There are others, or may be.
     *
     * @param self host and port by which the others know this one
     * @param fresh completes when this one has seen all that was written before
     */
    public static Instances among(Owners owners, String self, Others others, CaughtUp fresh) {
        return new Instances(owners, self, others, fresh);
    }

    /** From now on answers what other instances ask for their operators; {@code here} may wait. */
    public void serve(Function<OperatorCall, OperatorAnswer> here) {
        this.here = here;
    }

    /** Answers another instance. */
    public OperatorAnswer answer(OperatorCall call) {
        Function<OperatorCall, OperatorAnswer> handler = here;
        return handler == null ? OperatorAnswer.misdirected() : handler.apply(call);
    }

    /** Whose a key is: a stream's id, or any other text that all instances use for the same. */
    public Owner ownerOf(String key) {
        return owners.of(key);
    }

    /**
     * Host and port of the instance that delivers a stream; empty if there is one instance, or none delivers it now.
     */
    public Optional<String> delivering(String streamId) {
        return switch (owners.of(streamId)) {
            case Owner.Here here -> Optional.ofNullable(self);
            case Owner.Peer peer -> Optional.of(peer.text());
            case Owner.Nobody nobody -> Optional.empty();
        };
    }

    /** Completes when this instance has seen all that any had written before; fails with 503 if that takes too long. */
    public CompletableFuture<Void> fresh() {
        return fresh.reached();
    }

    /**
     * Has a call served by the owner of {@code key}, this instance among them; blocks.
     *
     * @param key also what it is asked for again, should the key change hands meanwhile
     * @throws RejectedException 503 if nobody owns it for long, or nobody knows whether it was done
     */
    public OperatorAnswer atOwner(String key, OperatorCall call, Supplier<OperatorAnswer> own) {
        for (int tries = 0; tries < TRIES; tries++) {
            switch (owners.of(key)) {
                case Owner.Here mine -> {
                    return own.get();
                }
                case Owner.Peer peer -> {
                    switch (others.ask(peer, call).join()) {
                        case PeerAnswer.Served served -> {
                            return new OperatorAnswer(
                                    served.status(), served.body().getBytes());
                        }
                        case PeerAnswer.Untouched untouched -> {}
                        case PeerAnswer.Lost lost -> throw new RejectedException(new Rejection.Unavailable(COME_BACK));
                    }
                }
                case Owner.Nobody nobody -> {}
            }
            pause();
        }
        throw new RejectedException(new Rejection.Unavailable(COME_BACK));
    }

    /** Asks one instance; empty if it does not answer within some seconds. Completes without fail. */
    public CompletableFuture<Optional<OperatorAnswer>> ask(Owner.Peer peer, OperatorCall call) {
        return others.ask(peer, call)
                .thenApply(answer -> switch (answer) {
                    case PeerAnswer.Served served ->
                        Optional.of(new OperatorAnswer(
                                served.status(), served.body().getBytes()));
                    case PeerAnswer.Untouched untouched -> Optional.<OperatorAnswer>empty();
                    case PeerAnswer.Lost lost -> Optional.<OperatorAnswer>empty();
                })
                .completeOnTimeout(Optional.empty(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks all others at the same time; blocks. By host and port, empty for those that do not answer. */
    public Map<String, Optional<OperatorAnswer>> askOthers(OperatorCall call) {
        Map<String, CompletableFuture<Optional<OperatorAnswer>>> asked = new LinkedHashMap<>();
        others.all().forEach(peer -> asked.put(peer.text(), ask(peer, call)));
        Map<String, Optional<OperatorAnswer>> answers = new LinkedHashMap<>();
        asked.forEach((peer, answer) -> answers.put(peer, answer.join()));
        return answers;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedException(new Rejection.Unavailable(COME_BACK));
        }
    }
}
