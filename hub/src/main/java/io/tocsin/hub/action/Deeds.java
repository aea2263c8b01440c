// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.hub.action.keeper.Target;
import io.tocsin.hub.action.keeper.Target.Effect;
import io.tocsin.schemas.action.ActionReceipt;
import io.tocsin.schemas.action.ActionReceipt.Standing;
import io.tocsin.schemas.json.Json;
import io.tocsin.schemas.json.SubjectJson;
import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what waits in the partitions that this process owns: each on a thread of its own, until it has an end. So many
 * at once at each target, so that one that does not answer keeps no other waiting.
 */
final class Deeds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deeds.class);
    private static final int AT_ONCE = 64;
    private static final int REMEMBERED = 10_000;
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Map<String, Post> posts;
    private final Duration giveUpAfter;
    private final TopicWriter writer;
    private final InstantSource clock;
    private final ActionMeters meters;
    private final CountDownLatch closing = new CountDownLatch(1);
    /** Guarded by this object. */
    private final Set<Integer> owned = new HashSet<>();
    /** By receipt; guarded by this object. */
    private final Map<String, Underway> underway = new HashMap<>();

    /** What ended here lately, by receipt, and when it had begun; guarded by this object. */
    private final SequencedMap<String, Instant> over = new LinkedHashMap<>();

    private record Underway(int partition, Instant begun, Thread thread) {}

    /** A target, and who may ask it. */
    private record Post(Target target, Semaphore places) {
        Post(Target target) {
            this(target, new Semaphore(AT_ONCE));
        }
    }

    Deeds(List<Target> targets, Duration giveUpAfter, TopicWriter writer, InstantSource clock, ActionMeters meters) {
        this.posts = targets.stream().collect(toMap(Target::name, Post::new));
        this.giveUpAfter = giveUpAfter;
        this.writer = writer;
        this.clock = clock;
        this.meters = meters;
    }

    /** Begins with what waits there. */
    synchronized void own(Collection<Integer> partitions, List<ActionReceipt> known) {
        owned.addAll(partitions);
        known.forEach(this::heard);
    }

    /** Leaves off what is under way there: another process has begun with it, and doing it twice does no harm. */
    synchronized void leave(Collection<Integer> partitions) {
        owned.removeAll(partitions);
        underway.values().removeIf(one -> {
            boolean left = partitions.contains(one.partition());
            if (left) {
                one.thread().interrupt();
            }
            return left;
        });
    }

    synchronized void heard(ActionReceipt receipt) {
        Post post = posts.get(receipt.target());
        boolean ours = owned.contains(receipt.partition()) && closing.getCount() > 0;
        if (ours && post != null && isWaiting(receipt) && isNews(receipt)) {
            Thread thread =
                    Thread.ofVirtual().name("action-" + receipt.target()).unstarted(() -> run(receipt, post));
            Underway before = underway.put(receipt.id(), new Underway(receipt.partition(), receipt.begun(), thread));
            if (before != null) {
                before.thread().interrupt();
            }
            thread.start();
        }
    }

    /** Not what is under way, nor what was written before its end and is read after it; else it is to be done anew. */
    private boolean isNews(ActionReceipt receipt) {
        Underway one = underway.get(receipt.id());
        Instant known = one == null ? over.get(receipt.id()) : one.begun();
        return known == null || receipt.begun().isAfter(known);
    }

    private static boolean isWaiting(ActionReceipt receipt) {
        return receipt.standing() instanceof Standing.Waiting;
    }

    private void run(ActionReceipt receipt, Post post) {
        try {
            ActionReceipt latest = receipt;
            while (isWaiting(latest)) {
                if (latest.attempts() > 0 && pause(latest)) {
                    return;
                }
                latest = tried(latest, post);
                written(latest);
            }
            remember(latest);
            ended(latest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                underway.computeIfPresent(
                        receipt.id(), (id, one) -> one.thread().equals(Thread.currentThread()) ? null : one);
            }
        }
    }

    private synchronized void remember(ActionReceipt receipt) {
        over.putLast(receipt.id(), receipt.begun());
        if (over.size() > REMEMBERED) {
            over.pollFirstEntry();
        }
    }

    private ActionReceipt tried(ActionReceipt receipt, Post post) throws InterruptedException {
        post.places().acquire();
        try {
            return switch (post.target().end(receipt.subject())) {
                case Effect.Ended ended -> receipt.tried(null, new Standing.Done(clock.instant()));
                case Effect.Unknown unknown -> receipt.tried(null, new Standing.Absent(clock.instant()));
                case Effect.Refused refused -> receipt.tried(refused.why(), new Standing.GivenUp(clock.instant()));
            };
        } catch (FaultException fault) {
            return failed(receipt, String.valueOf(fault.getMessage()));
        } catch (RuntimeException ours) {
            // the message may hold what was sent or answered
            LOG.error(
                    "An action at {} failed by a fault of ours: {}",
                    receipt.target(),
                    ours.getClass().getName());
            return failed(receipt, "our failure: " + ours.getClass().getName());
        } finally {
            post.places().release();
        }
    }

    private ActionReceipt failed(ActionReceipt receipt, String why) {
        meters.failed(receipt.target());
        Instant now = clock.instant();
        boolean enough = !now.isBefore(receipt.begun().plus(giveUpAfter));
        if (receipt.attempts() == 0 || enough) {
            LOG.warn(
                    "A revocation could not be brought about at {}{}: {}",
                    receipt.target(),
                    enough ? ", and is given up" : ", and is tried again",
                    why);
        }
        return receipt.tried(why, enough ? new Standing.GivenUp(now) : new Standing.Waiting());
    }

    /** True at the end. Doubles, half of it by chance. */
    private boolean pause(ActionReceipt receipt) throws InterruptedException {
        long doubled = FIRST.toMillis() << Math.min(receipt.attempts() - 1, 10);
        long bounded = Math.min(doubled, LONGEST.toMillis());
        long chosen = bounded / 2 + ThreadLocalRandom.current().nextLong(bounded / 2 + 1);
        return closing.await(chosen, TimeUnit.MILLISECONDS);
    }

    /** Tried until it is: what has happened must not be done again for ever. */
    private void written(ActionReceipt receipt) throws InterruptedException {
        while (true) {
            try {
                writer.write(Topics.ACTION_RECEIPTS, receipt.id(), receipt).join();
                return;
            } catch (CompletionException e) {
                LOG.warn("A receipt could not be written, trying again", e);
                if (closing.await(LONGEST.toMillis() / 60, TimeUnit.MILLISECONDS)) {
                    throw new InterruptedException("closed before a receipt was written");
                }
            }
        }
    }

    private void ended(ActionReceipt receipt) {
        meters.ended(receipt);
        if (receipt.standing() instanceof Standing.GivenUp given) {
            String why = receipt.trouble() == null ? "given up" : receipt.trouble();
            var unused = writer.write(
                            Topics.DEAD_LETTERS,
                            receipt.id(),
                            new DeadLetter(
                                    "action:" + receipt.target(),
                                    why,
                                    Json.write(SubjectJson.write(receipt.subject()))
                                            .getBytes(UTF_8),
                                    "application/json",
                                    given.at()))
                    .exceptionally(failure -> {
                        LOG.warn("A dead letter could not be written; its receipt says the same", failure);
                        return null;
                    });
        }
    }

    @Override
    public void close() {
        closing.countDown();
        List<Underway> all;
        synchronized (this) {
            all = List.copyOf(underway.values());
        }
        all.forEach(one -> one.thread().interrupt());
        for (Underway one : all) {
            try {
                one.thread().join(Duration.ofSeconds(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
