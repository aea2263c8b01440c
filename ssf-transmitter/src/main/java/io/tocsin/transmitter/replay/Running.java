// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.replay;

import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.transmitter.history.Throttle;
import io.tocsin.transmitter.history.TopicHistory;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One replay; one thread runs it, any may ask how far it is. */
final class Running {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    /** Ids remembered at most; who has more to replay does it in parts. */
    private static final int MOST = 1_000_000;

    private final Selection selection;
    private final Predicate<String> mayGoOn;
    private final InstantSource clock;
    private final Set<String> sent = new HashSet<>();
    private volatile Progress progress;

    Running(String id, String streamId, Selection selection, InstantSource clock, Predicate<String> mayGoOn) {
        this.clock = clock;
        this.selection = selection;
        this.mayGoOn = mayGoOn;
        this.progress = new Progress(id, streamId, Progress.State.RUNNING, 0, 0, clock.instant(), null);
    }

    Progress progress() {
        return progress;
    }

    boolean isRunningOn(String streamId) {
        return progress.state() == Progress.State.RUNNING && progress.streamId().equals(streamId);
    }

    void run(TopicHistory<String, OutboxEntry> history, TopicWriter writer, int partition, Throttle throttle) {
        try {
            history.read(OptionalInt.of(partition), selection.start(), found -> visit(found, writer, throttle));
            if (progress.state() == Progress.State.RUNNING) {
                become(Progress.State.DONE, null);
            }
        } catch (RuntimeException e) {
            LOG.error("the replay of stream {} failed", progress.streamId(), e);
            become(Progress.State.FAILED, "Kafka did not do its part, the log says more; start it again");
        } finally {
            sent.clear();
        }
    }

    private boolean visit(TopicHistory.Entry<String, OutboxEntry> found, TopicWriter writer, Throttle throttle) {
        if (!mayGoOn.test(progress.streamId())) {
            become(Progress.State.STOPPED, "the stream was disabled or deleted, or the transmitter closes");
            return false;
        }
        OutboxEntry entry = found.value();
        if (entry == null || !isWanted(entry)) {
            count(0);
            return true;
        }
        if (sent.size() == MOST) {
            become(
                    Progress.State.STOPPED,
                    MOST + " SETs are sent, the most at one time; go on from offset " + found.offset());
            return false;
        }
        throttle.pass();
        writer.write(
                        Topics.OUTBOX,
                        entry.streamId(),
                        new OutboxEntry(
                                entry.streamId(),
                                entry.orderKey(),
                                entry.claims(),
                                LatencyStamps.NONE.withEnqueued(clock.instant())))
                .join();
        sent.add(entry.claims().jti());
        count(1);
        return !(selection instanceof Selection.Only);
    }

    private boolean isWanted(OutboxEntry entry) {
        return entry.streamId().equals(progress.streamId())
                && isOfASubject(entry)
                && selection.asksFor(entry)
                && !sent.contains(entry.claims().jti());
    }

    private static boolean isOfASubject(OutboxEntry entry) {
        return entry.claims().events().stream().map(Event::type).noneMatch(EventType::isStreamControl);
    }

    private void count(int enqueued) {
        Progress now = progress;
        progress = new Progress(
                now.id(), now.streamId(), now.state(), now.read() + 1, now.enqueued() + enqueued, now.started(), null);
    }

    private void become(Progress.State state, @Nullable String problem) {
        Progress now = progress;
        progress = new Progress(now.id(), now.streamId(), state, now.read(), now.enqueued(), now.started(), problem);
    }
}
