// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull;

import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.feed.Memory;
import io.tocsin.connectors.feed.Page;
import io.tocsin.connectors.feed.Positions;
import io.tocsin.connectors.mapping.Harvest;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.connectors.pull.checkpoint.PageLog;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.schemas.connector.ConnectorState.Position;
import io.tocsin.schemas.connector.Trouble;
import io.tocsin.schemas.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one feed from where it was left, until it is interrupted or Kafka fails: then it is opened anew, as after a
 * crash. There is one way to begin, and it is the one that has to be right.
 */
final class Reader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);
    /** How old what is known of a feed that is all right may be, in the topic. */
    private static final Duration SAID_EVERY = Duration.ofMinutes(1);

    private final Plan plan;
    private final PageLog log;
    private final Memory memory;
    private final Told told;
    private final Pulse pulse;
    private final Clockwork clockwork;
    private final ConnectorMetrics metrics;
    private Feed feed;

    /** @param memory as of the last page that was committed, read after the log was opened */
    Reader(
            Plan plan,
            PageLog log,
            Memory memory,
            Told told,
            Pulse pulse,
            Clockwork clockwork,
            ConnectorMetrics metrics) {
        this.plan = plan;
        this.log = log;
        this.memory = memory;
        this.told = told;
        this.pulse = pulse;
        this.clockwork = clockwork;
        this.metrics = metrics;
        this.feed = plan.opening().get();
    }

    /** Throws what Kafka throws. */
    void run() throws InterruptedException {
        Duration pause = Duration.ZERO;
        while (true) {
            told.pause(pause, clockwork.time());
            if (told.isPaused()) {
                feed.close();
                told.awaitResumed();
            }
            obey();
            Duration closed = closed(clockwork.now());
            pause = closed.isPositive() ? closed : step();
        }
    }

    /** How long the vendor must not be asked yet, by what is kept. */
    private Duration closed(Instant now) {
        Instant notBefore = memory.position().notBefore();
        return notBefore == null ? Duration.ZERO : Duration.between(now, notBefore);
    }

    /** One page. Answers when the next may be asked for. */
    Duration step() throws InterruptedException {
        Instant now = clockwork.now();
        try {
            Page page = feed.read(memory, now);
            keep(page, now);
            return page.more() ? Duration.ZERO : clockwork.jittered(plan.interval());
        } catch (FaultException e) {
            return trouble(e.kind(), String.valueOf(e.getMessage()), e.notBefore(), now);
        }
    }

    private void keep(Page page, Instant now) {
        Position before = memory.position();
        boolean empty = page.harvest().isEmpty() && page.changes().isEmpty();
        boolean heartbeat = !page.more() && pulse.isDue(plan.id(), now);
        boolean news = !empty
                || before.trouble() != null
                || !Objects.equals(before.cursor(), page.position().cursor())
                || before.answered() == null
                || !now.isBefore(before.at().plus(SAID_EVERY));
        if (news || heartbeat) {
            commit(page, heartbeat ? List.of(Pulse.heartbeat(plan.id(), now)) : List.of());
        }
        if (before.trouble() != null) {
            LOG.info("Connector {} is read again", plan.id());
        }
        metrics.pageRead(plan.id().connector(), plan.id().family());
        metrics.feedBehind(plan.id().connector(), plan.id().family(), feed.behind());
        page.harvest().count(metrics);
    }

    private void commit(Page page, List<Signal> more) {
        log.commit(page, more);
        page.changes().forEach(memory::apply);
        memory.apply(memory.key(), page.position());
    }

    private Duration trouble(Trouble.Kind kind, String detail, @Nullable Instant notBefore, Instant now) {
        Trouble last = memory.position().trouble();
        boolean again = last != null && last.kind() == kind;
        int times = last == null ? 1 : last.times() + 1;
        Trouble trouble = new Trouble(kind, detail, times, last == null ? now : last.since());
        Instant next = now.plus(clockwork.backoff(kind, times));
        Instant asked = notBefore != null && notBefore.isAfter(next) ? notBefore : next;
        if (!again) {
            LOG.warn("Connector {} is not read: {}, {}", plan.id(), kind, detail);
        }
        metrics.pageFailed(plan.id().connector(), plan.id().family(), kind);
        pulse.failed(plan.id(), kind);
        reopen();
        Position before = memory.position();
        Position after = kind == Trouble.Kind.CURSOR_INVALID
                ? Positions.forgotten(before, now, before.resync(), trouble)
                : Positions.failed(before, now, trouble, asked);
        // without a cursor there was no place to lose: the window or the snapshot is read once more
        List<Signal> gap = kind == Trouble.Kind.CURSOR_INVALID && before.cursor() != null
                ? List.of(Pulse.gap(plan.id(), before, now, "the vendor has forgotten the place"))
                : List.of();
        commit(nothing(plan.id(), after, now), gap);
        return Duration.between(now, asked);
    }

    /** Begins anew where an operator says so. */
    private void obey() {
        String resync = told.resync();
        Position before = memory.position();
        if (resync != null && !resync.equals(before.resync())) {
            Instant now = clockwork.now();
            reopen();
            commit(nothing(plan.id(), Positions.forgotten(before, now, resync, null), now), List.of());
            LOG.info("Connector {} is read anew, as ordered", plan.id());
        }
    }

    private void reopen() {
        feed.close();
        feed = plan.opening().get();
    }

    @Override
    public void close() {
        feed.close();
    }

    private static Page nothing(FeedId feed, Position position, Instant now) {
        return new Page(new Harvest(feed.connector(), "application/json", now), position, Map.of(), false);
    }
}
