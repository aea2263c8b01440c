// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.replay;

import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.history.Throttle;
import io.tocsin.transmitter.history.TopicHistory;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.stream.StreamIndex;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/**
 * Sends a stream's past SETs again: what is in the outbox topic, within its retention, is written to it once more with
 * the {@code jti} and the claims it had. Each SET once, however often it is there, and none that came after the start:
 * a replay never meets what it wrote. The stream's own events (verification, stream-updated) are left out: they said
 * what was true then.
 */
public final class Replays implements AutoCloseable {
    private static final int REMEMBERED = 100;

    private final TopicHistory<String, OutboxEntry> history;
    private final TopicWriter writer;
    private final StreamIndex streams;
    private final ToIntFunction<String> partitionOf;
    private final InstantSource clock;
    private final int rate;
    private final Map<String, Running> replays = new ConcurrentSkipListMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("transmitter-replay-", 0).factory());
    private volatile boolean closed;

    /**
     * @param partitionOf the outbox partition of a stream id
     * @param rate SETs a second that are sent again at most
     */
    public Replays(
            Map<String, String> kafka,
            Wire wire,
            TopicWriter writer,
            StreamIndex streams,
            ToIntFunction<String> partitionOf,
            InstantSource clock,
            int rate) {
        this.history = new TopicHistory<>(kafka, wire, Topics.OUTBOX);
        this.writer = writer;
        this.streams = streams;
        this.partitionOf = partitionOf;
        this.clock = clock;
        this.rate = rate;
    }

    /**
     * Begins one and returns at once. A paused stream holds what comes, within its bounds.
     *
     * @throws RejectedException 404 for a stream there is not; 409 for one that is disabled, or is being replayed
     */
    public synchronized Progress start(String streamId, Selection selection) {
        if (streams.byId(streamId).orElseThrow(RejectedException::notFound).status() == StreamStatus.DISABLED) {
            throw new RejectedException(new Rejection.Conflict(
                    "the stream is disabled and holds nothing, expected it to be enabled first"));
        }
        if (replays.values().stream().anyMatch(other -> other.isRunningOn(streamId))) {
            throw new RejectedException(
                    new Rejection.Conflict("the stream is being replayed already, expected one replay at a time"));
        }
        forgetOld();
        String id = String.format("%016x-%s", clock.millis(), UUID.randomUUID());
        Running running = new Running(id, streamId, selection, clock, this::mayGoOn);
        replays.put(id, running);
        threads.execute(() -> running.run(history, writer, partitionOf.applyAsInt(streamId), new Throttle(rate)));
        return running.progress();
    }

    /** Of one that runs or has ended not long ago. */
    public Optional<Progress> progress(String id) {
        return Optional.ofNullable(replays.get(id)).map(Running::progress);
    }

    /** Those that run or have ended not long ago, oldest first. */
    public List<Progress> all() {
        return replays.values().stream().map(Running::progress).toList();
    }

    private boolean mayGoOn(String streamId) {
        return !closed
                && streams.byId(streamId)
                        .filter(stream -> stream.status() != StreamStatus.DISABLED)
                        .isPresent();
    }

    private void forgetOld() {
        replays.values().stream()
                .map(Running::progress)
                .filter(progress -> progress.state() != Progress.State.RUNNING)
                .limit(Math.max(0, replays.size() - REMEMBERED + 1L))
                .map(Progress::id)
                .toList()
                .forEach(replays::remove);
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdown();
    }
}
