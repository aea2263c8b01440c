// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.lane.Sets;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamsTest {
    private final MemoryWrites writes = new MemoryWrites();
    private final Streams streams = new Streams(writes.index(), writes);

    @Test
    void eachChangeIsMadeOnWhatTheOneBeforeItLeft() {
        register("a");
        writes.hold();

        CompletableFuture<StreamRegistration> first = streams.update("a", stream -> reasoned(stream, "1"));
        CompletableFuture<StreamRegistration> second =
                streams.update("a", stream -> reasoned(stream, stream.state().reason() + "2"));
        assertThat(second).isNotDone();
        writes.release();

        assertThat(first.join().state().reason()).isEqualTo("1");
        assertThat(second.join().state().reason()).isEqualTo("12");
    }

    @Test
    @Requirement("SSF-8.1.2-3")
    void streamsDoNotWaitForEachOther() {
        register("a");
        register("b");
        writes.hold();
        var slow = streams.update("a", stream -> reasoned(stream, "slow"));

        var unchanged = streams.update("b", stream -> stream);

        assertThat(unchanged).isCompleted();
        assertThat(slow).isNotDone();
        writes.release();
        assertThat(writes.index().byId("b")).contains(unchanged.join());
    }

    @Test
    void aChangeThatChangesNothingWritesNothing() {
        register("a");
        writes.log().clear();

        streams.update("a", stream -> stream).join();

        assertThat(writes.log()).isEmpty();
    }

    @Test
    void aChangeThatFailsLetsTheNextOneGoOn() {
        register("a");

        var refused = streams.update("a", stream -> {
            throw RejectedException.invalid("no");
        });
        var next = streams.update("a", stream -> reasoned(stream, "yes"));

        assertThat(refused).isCompletedExceptionally();
        assertThat(next.join().state().reason()).isEqualTo("yes");
    }

    @Test
    void aChangeThatComesBehindADeletionFindsNothingAndBringsNothingBack() {
        register("a");
        writes.hold();
        var deleted = streams.delete("a");
        var late = streams.update("a", stream -> reasoned(stream, "late"));
        writes.release();

        assertThat(deleted).isCompleted();
        assertThatThrownBy(late::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .satisfies(failure ->
                        assertThat(((RejectedException) failure).rejection()).isInstanceOf(Rejection.NotFound.class));
        assertThat(writes.index().byId("a")).isEmpty();
    }

    @Test
    @Requirement("SSF-8.1.1.5-2")
    void aDeletionSucceedsOnceTheRegistryHasItWhateverBecomesOfTheOutbox() {
        register("a");
        writes.breakOutbox();

        streams.delete("a").join();

        assertThat(writes.index().byId("a")).isEmpty();
    }

    @Test
    void aDeletionThatTheRegistryDidNotTakeFailsAndCanBeTriedAgain() {
        register("a");
        writes.log().clear();
        writes.breakRegistry();
        assertThat(streams.delete("a")).isCompletedExceptionally();
        assertThat(writes.log()).as("the outbox is left alone").isEmpty();

        writes.mend();
        streams.delete("a").join();

        assertThat(writes.log()).containsExactly("delete a", "clear a");
    }

    @Test
    void tooManyChangesOfOneStreamAreToldToComeBack() {
        register("a");
        register("b");
        writes.hold();

        List<CompletableFuture<?>> taken = new ArrayList<>();
        IntStream.range(0, 65).forEach(i -> taken.add(streams.update("a", stream -> reasoned(stream, "n" + i))));

        assertThatThrownBy(() -> streams.update("a", stream -> stream))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        rejected -> assertThat(rejected.rejection()).isInstanceOf(Rejection.Unavailable.class));
        assertThat(streams.update("b", stream -> stream)).isCompleted();
        writes.release();
        assertThat(taken).allMatch(CompletableFuture::isDone);
        assertThat(streams.update("a", stream -> stream).join().state().reason())
                .isEqualTo("n64");
    }

    @Test
    void nothingIsKeptOfAStreamForWhichNothingIsUnderWay() {
        Turns turns = new Turns(4);
        CompletableFuture<Void> gate = new CompletableFuture<>();
        for (int i = 0; i < 100; i++) {
            var unused = turns.take("k" + i, () -> gate);
        }
        assertThat(turns.size()).isEqualTo(100);

        gate.complete(null);

        assertThat(turns.size()).isZero();
    }

    private void register(String streamId) {
        streams.create("client", () -> Sets.polled(streamId, "acme")).join();
    }

    private static StreamRegistration reasoned(StreamRegistration stream, String reason) {
        return stream.with(new StreamState(StreamStatus.ENABLED, reason, StatusSource.RECEIVER, Sets.ISSUED, null));
    }
}
