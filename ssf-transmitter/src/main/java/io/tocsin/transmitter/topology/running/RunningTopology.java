// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology.running;

import io.tocsin.transmitter.topology.TransmitterTopology;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transmitter's topology at work: whether it has begun, whether it gave up, and its end. */
public final class RunningTopology implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningTopology.class);
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final Serializer<String> streamIds;
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** @param streamIds stream ids as they are the outbox's keys */
    public RunningTopology(Topology topology, Properties settings, Serializer<String> streamIds, InstantSource clock) {
        this.streamIds = streamIds;
        streams = new KafkaStreams(topology, settings);
        streams.setUncaughtExceptionHandler(new ThreadLosses(clock));
        streams.setStateListener((now, before) -> moved(now));
    }

    public void start() {
        streams.start();
    }

    public void measure(Consumer<KafkaStreams> meters) {
        meters.accept(streams);
    }

    /** Returns once records are processed; throws {@link IllegalStateException} if they are not by then. */
    public void awaitRunning(Duration longest) {
        try {
            running.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "the transmitter is " + streams.state() + " after " + longest
                            + "; is Kafka reachable, do its topics exist?",
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the transmitter gave up while it started", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the transmitter started", e);
        }
    }

    /** Nothing that happens here is of use any more: says so to whoever watches. */
    public void giveUp(String why) {
        LOG.error("the transmitter gives up: {}", why);
        ended.completeExceptionally(new IllegalStateException(why));
    }

    /** Completes when this is closed, exceptionally if it gave up. */
    public CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    /** The endpoint of the instance that delivers that stream; empty while none does, or nobody knows. */
    public Optional<HostInfo> hostOf(String streamId) {
        try {
            HostInfo host = streams.queryMetadataForKey(TransmitterTopology.PENDING, streamId, streamIds)
                    .activeHost();
            return HostInfo.unavailable().equals(host) ? Optional.empty() : Optional.of(host);
        } catch (IllegalStateException | StreamsException notRunning) {
            return Optional.empty();
        }
    }

    /** The endpoints of every instance that has streams, or keeps copies of them; none while nobody knows. */
    public List<HostInfo> hosts() {
        try {
            return streams.metadataForAllStreamsClients().stream()
                    .map(StreamsMetadata::hostInfo)
                    .filter(host -> !HostInfo.unavailable().equals(host))
                    .distinct()
                    .toList();
        } catch (IllegalStateException | StreamsException notRunning) {
            return List.of();
        }
    }

    /** Commits, and leaves the group at once: whoever comes next need not wait for the session to time out. */
    @Override
    public void close() {
        streams.close(CloseOptions.timeout(CLOSE)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        ended.complete(null);
    }

    private void moved(KafkaStreams.State now) {
        switch (now) {
            case RUNNING -> running.complete(null);
            case ERROR -> {
                IllegalStateException failure = new IllegalStateException(
                        "the transmitter gave up: the threads of its topology died too often, see the log");
                LOG.error("nothing is fanned out or delivered here any more");
                running.completeExceptionally(failure);
                ended.completeExceptionally(failure);
            }
            case NOT_RUNNING -> ended.complete(null);
            case CREATED, REBALANCING, PENDING_SHUTDOWN, PENDING_ERROR -> {}
        }
    }
}
