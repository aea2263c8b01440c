// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action;

import io.tocsin.schemas.action.ActionReceipt;
import io.tocsin.schemas.action.ActionReceipt.Standing;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.view.Following;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** The receipts of all hubs, the newest so many in memory, as the topic tells them. */
final class Receipts implements AutoCloseable {
    /** Some 500 bytes each. */
    private static final int KEPT = 100_000;

    private static final long OF_EACH_PARTITION = 50_000;

    private final TopicWriter writer;
    private final Admin admin;
    private final Consumer<ActionReceipt> listener;
    private final SequencedMap<String, ActionReceipt> byId = new LinkedHashMap<>();
    private final Following<String, ActionReceipt> following;

    /** @param listener hears of every receipt that is news, on a thread that must not be kept */
    Receipts(Map<String, String> kafka, Wire wire, TopicWriter writer, Consumer<ActionReceipt> listener) {
        this.writer = writer;
        this.listener = listener;
        this.admin = Admin.create(Map.copyOf(kafka));
        this.following = Following.newest(
                kafka,
                wire,
                Topics.ACTION_RECEIPTS,
                OF_EACH_PARTITION,
                (partition, offset, id, receipt) -> seen(id, receipt));
    }

    private void seen(String id, @Nullable ActionReceipt receipt) {
        if (receipt == null) {
            return;
        }
        synchronized (byId) {
            ActionReceipt known = byId.get(id);
            if (known != null && !receipt.supersedes(known)) {
                return;
            }
            byId.putLast(id, receipt);
            if (byId.size() > KEPT) {
                byId.pollFirstEntry();
            }
        }
        listener.accept(receipt);
    }

    /** Waits until all that was written before has been seen. Throws what the Kafka client throws. */
    void catchUp(Duration patience) throws InterruptedException {
        try {
            TopicEnds.reached(admin, following).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the receipts cannot be read", e);
        }
    }

    Optional<ActionReceipt> find(String id) {
        synchronized (byId) {
            return Optional.ofNullable(byId.get(id));
        }
    }

    /** Newest first. */
    List<ActionReceipt> all() {
        synchronized (byId) {
            List<ActionReceipt> all = new ArrayList<>(byId.values());
            Collections.reverse(all);
            return all;
        }
    }

    /** No receipt of what was heard later is missing. */
    Instant completeSince() {
        synchronized (byId) {
            boolean all = !following.skipped() && byId.size() < KEPT;
            return all || byId.isEmpty()
                    ? Instant.MIN
                    : byId.firstEntry().getValue().heard();
        }
    }

    long waiting() {
        synchronized (byId) {
            return byId.values().stream()
                    .filter(receipt -> receipt.standing() instanceof Standing.Waiting)
                    .count();
        }
    }

    /** Completes when the broker has it; fails if it might not. */
    CompletableFuture<?> write(ActionReceipt receipt) {
        return writer.write(Topics.ACTION_RECEIPTS, receipt.id(), receipt);
    }

    @Override
    public void close() {
        following.close();
        admin.close(Duration.ofSeconds(2));
    }
}
