// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action;

import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.hub.action.keeper.Target;
import io.tocsin.hub.action.keeper.Targets;
import io.tocsin.schemas.action.ActionReceipt;
import io.tocsin.schemas.action.ActionReceipt.Standing;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.key.ring.KeysConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes those end sessions who hear no SET. Each revocation is written down for each target of its tenant before
 * anything is done, so that nothing is forgotten; what waits is done by the hub that owns the event's partition.
 */
public final class Actions implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** What is heard has told whom it tells by then. */
    private static final Duration TELLING = Duration.ofSeconds(5);

    private final List<Target> targets;
    private final InstantSource clock;
    private final CountDownLatch running = new CountDownLatch(1);
    private final Receipts receipts;
    private final SetReceipts sets;
    private final Announcements announcements;
    private final Deeds deeds;
    private final Revocations revocations;

    private Actions(
            ActionsConfig config,
            Map<String, String> kafka,
            Wire wire,
            TopicWriter writer,
            InstantSource clock,
            MeterRegistry registry) {
        this.clock = clock;
        this.targets = Targets.open(
                config.targets(),
                config.issuer(),
                config.keysFile(),
                config.keys() == null ? KeysConfig.DEFAULT : config.keys(),
                clock);
        ActionMeters meters = new ActionMeters(registry);
        this.deeds = new Deeds(targets, config.giveUpAfter(), writer, clock, meters);
        this.receipts = new Receipts(kafka, wire, writer, this::heard);
        this.sets = new SetReceipts(kafka, wire);
        this.announcements = new Announcements(kafka, wire);
        meters.watch(receipts);
        this.revocations = new Revocations(kafka, wire, new WrittenDown());
    }

    /**
     * Starts; returns at once, before it owns anything.
     *
     * @param writer stays the caller's to close
     */
    public static Actions start(
            ActionsConfig config,
            Map<String, String> kafka,
            Wire wire,
            TopicWriter writer,
            InstantSource clock,
            MeterRegistry registry) {
        return new Actions(config, kafka, wire, writer, clock, registry);
    }

    /**
     * Waits until it has its share of the revocations. Throws {@link IllegalStateException} where that takes longer.
     */
    public void awaitRunning(Duration patience) {
        try {
            if (!running.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("actions have no share of topic events after " + patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while actions took their share", e);
        }
    }

    /** The receipts of all hubs that are in memory, newest first. */
    public List<ActionReceipt> receipts() {
        return receipts.all();
    }

    /** What became of SETs that tell of revocations, of those that are in memory, newest first. */
    public List<SetReceipt> sets() {
        return sets.all();
    }

    /** Completes with why, should nothing be done any more although nobody closed this. */
    public CompletionStage<Void> ended() {
        return revocations.ended();
    }

    /**
     * Revocations of which the receipts are there if somebody is told of them, newest first: from some seconds ago,
     * since telling takes its time, as far back as it is certain.
     */
    public List<Revocation> announced() {
        Instant since = later(sets.completeSince(), receipts.completeSince());
        Instant until = clock.instant().minus(TELLING);
        return announcements.all().stream()
                .filter(revocation ->
                        revocation.heard().isAfter(since) && revocation.heard().isBefore(until))
                .toList();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Of any hub. */
    private void heard(ActionReceipt receipt) {
        if (receipt.standing() instanceof Standing.Done done) {
            targets.stream()
                    .filter(target -> target.name().equals(receipt.target()))
                    .forEach(target -> target.noticed(receipt.subject(), done.at()));
        }
        deeds.heard(receipt);
    }

    /** Does it once more; empty where there is no such receipt. Completes when that is written down. */
    public Optional<CompletableFuture<ActionReceipt>> again(String id) {
        return receipts.find(id).map(receipt -> {
            ActionReceipt anew = receipt.anew(clock.instant());
            return receipts.write(anew).thenApply(written -> anew);
        });
    }

    @Override
    public void close() {
        revocations.close();
        deeds.close();
        receipts.close();
        sets.close();
        announcements.close();
        targets.forEach(Target::close);
    }

    /** Writes a receipt for each target before the event counts as read. */
    private final class WrittenDown implements Revocations.Listener {
        private final List<CompletableFuture<?>> underWay = new ArrayList<>();

        @Override
        public void owned(Collection<Integer> partitions) throws InterruptedException {
            receipts.catchUp(PATIENCE);
            deeds.own(partitions, receipts.all());
            running.countDown();
        }

        @Override
        public void lost(Collection<Integer> partitions) {
            deeds.leave(partitions);
        }

        @Override
        public void revoked(int partition, SecurityEvent event) {
            for (Target target : targets) {
                String id = ActionReceipt.idOf(event.id(), target.name());
                if (target.tenant().equals(event.principal().tenant())
                        && receipts.find(id).isEmpty()) {
                    underWay.add(receipts.write(receipt(id, target, partition, event)));
                }
            }
        }

        private ActionReceipt receipt(String id, Target target, int partition, SecurityEvent event) {
            LatencyStamps stamps = event.stamps();
            Instant heard = stamps.ingested() == null ? event.occurred() : stamps.ingested();
            return new ActionReceipt(
                    id,
                    target.name(),
                    target.tenant(),
                    event.id(),
                    event.txn(),
                    event.subject(),
                    partition,
                    heard,
                    clock.instant(),
                    0,
                    null,
                    new Standing.Waiting());
        }

        @Override
        public void settle() throws InterruptedException {
            List<CompletableFuture<?>> all = List.copyOf(underWay);
            underWay.clear();
            try {
                CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
                        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("receipts could not be written", e);
            }
        }
    }
}
