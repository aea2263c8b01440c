// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transmitter's topology at work: whether it has begun, whether it gave up, and its end. */
final class RunningTopology implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningTopology.class);
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    RunningTopology(Topology topology, Properties settings, InstantSource clock) {
        streams = new KafkaStreams(topology, settings);
        streams.setUncaughtExceptionHandler(new ThreadLosses(clock));
        streams.setStateListener((now, before) -> moved(now));
    }

    void start() {
        streams.start();
    }

    /** Returns once records are processed; throws {@link IllegalStateException} if they are not by then. */
    void awaitRunning(Duration longest) {
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

    /** Completes when this is closed, exceptionally if it gave up. */
    CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
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
