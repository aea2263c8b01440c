// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.feed.Memory;
import io.tocsin.connectors.feed.Page;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.connectors.pull.checkpoint.Shares;
import io.tocsin.connectors.pull.checkpoint.StateView;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.schemas.connector.ConnectorState.Order;
import io.tocsin.schemas.connector.ConnectorState.Position;
import io.tocsin.schemas.connector.StateKey;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All connectors that ask their vendors, of which this instance reads its share, and shows and commands all. */
public final class Pulls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pulls.class);

    private static final Duration WAKING = Duration.ofSeconds(2);

    private final List<Pulled> connectors;
    private final Map<String, String> kafka;
    private final Wire wire;
    private final TopicWriter writer;
    private final Clockwork clockwork;
    private final ConnectorMetrics metrics;
    private final Map<FeedId, Told> told = new HashMap<>();
    private final Map<FeedId, Reading> running = new ConcurrentHashMap<>();
    private final Map<String, Instant> woken = new ConcurrentHashMap<>();
    private final @Nullable StateView view;
    private final @Nullable Shares shares;

    private Pulls(
            List<Pulled> connectors,
            Map<String, String> kafka,
            Wire wire,
            TopicWriter writer,
            Clockwork clockwork,
            ConnectorMetrics metrics) {
        this.connectors = List.copyOf(connectors);
        this.kafka = Map.copyOf(kafka);
        this.wire = wire;
        this.writer = writer;
        this.clockwork = clockwork;
        this.metrics = metrics;
        for (Pulled connector : connectors) {
            connector.plans().forEach(plan -> told.put(plan.id(), new Told()));
        }
        // who asks nobody takes nobody's share
        boolean any = !connectors.isEmpty();
        this.view = any ? StateView.start(kafka, wire, this::heard) : null;
        this.shares = any ? new Shares(kafka, this::gained, this::lost) : null;
    }

    /**
     * Starts; which connectors this instance reads shows within seconds.
     *
     * @param writer stays the caller's, who closes it later
     */
    public static Pulls start(
            List<Pulled> connectors,
            Map<String, String> kafka,
            Wire wire,
            TopicWriter writer,
            InstantSource clock,
            ConnectorMetrics metrics) {
        Clockwork clockwork = new Clockwork(clock, RandomGenerator.getDefault());
        Pulls pulls = new Pulls(connectors, kafka, wire, writer, clockwork, metrics);
        for (FeedStatus feed : pulls.list()) {
            metrics.feedSilence(feed.feed().connector(), feed.feed().family(), () -> pulls.silence(feed.feed()));
        }
        if (pulls.shares != null) {
            pulls.shares.start();
        }
        return pulls;
    }

    /** All feeds, in the order of the configuration. */
    public List<FeedStatus> list() {
        List<FeedStatus> feeds = new ArrayList<>();
        for (Pulled connector : connectors) {
            for (Plan plan : connector.plans()) {
                feeds.add(new FeedStatus(
                        plan.id(),
                        connector.maturity(),
                        plan.interval(),
                        isPaused(connector),
                        running.containsKey(plan.id()),
                        view().position(plan.id().key())));
            }
        }
        return feeds;
    }

    /** Asks the vendor no more until it is resumed. Throws {@link NoSuchElementException} for an unknown connector. */
    public CompletableFuture<?> pause(String connector, String by) {
        return order(connector, before -> new Order(clockwork.now(), true, before.resync(), before.wake(), by));
    }

    /** The opposite. */
    public CompletableFuture<?> resume(String connector, String by) {
        return order(connector, before -> new Order(clockwork.now(), false, before.resync(), before.wake(), by));
    }

    /** Forgets the vendor's cursor and reads anew from where the feed was read to last. */
    public CompletableFuture<?> resync(String connector, String by) {
        Instant now = clockwork.now();
        return order(connector, before -> new Order(now, before.paused(), now.toString(), now.toString(), by));
    }

    /** Looks now, not when the interval ends: a hook of the vendor's says that there is something. */
    public CompletableFuture<?> wake(String connector, String by) {
        Instant now = clockwork.now();
        Instant last = woken.get(connector);
        if (last != null && now.isBefore(last.plus(WAKING))) {
            // whoever calls often makes it look no oftener
            return CompletableFuture.completedFuture(null);
        }
        woken.put(connector, now);
        return order(connector, before -> new Order(now, before.paused(), before.resync(), now.toString(), by));
    }

    /** Asks each feed's first question and keeps nothing of the answer. Blocks. */
    public List<Trial> test(String connector) throws InterruptedException {
        List<Trial> trials = new ArrayList<>();
        for (Plan plan : known(connector).plans()) {
            trials.add(tried(plan));
        }
        return trials;
    }

    private Trial tried(Plan plan) throws InterruptedException {
        String name = plan.id().family();
        Instant now = clockwork.now();
        try (Feed feed = plan.opening().get()) {
            Page page = feed.trial(new Memory(plan.id(), now), now);
            return new Trial(
                    name,
                    page.harvest().signals().size(),
                    page.harvest().deadLetters().size(),
                    null,
                    null);
        } catch (FaultException e) {
            return new Trial(name, 0, 0, e.kind(), e.getMessage());
        }
    }

    private CompletableFuture<?> order(String name, UnaryOperator<Order> change) {
        Pulled connector = known(name);
        Order before = view().order(connector.order());
        Order none = new Order(clockwork.now(), false, null, null, "nobody");
        return writer.write(
                Topics.CHECKPOINTS,
                partition(connector),
                connector.order().text(),
                change.apply(before == null ? none : before));
    }

    private Pulled known(String name) {
        return connectors.stream()
                .filter(connector -> connector.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no connector named " + name + " asks a vendor"));
    }

    private boolean isPaused(Pulled connector) {
        Order order = view().order(connector.order());
        return order != null && order.paused();
    }

    private double silence(FeedId feed) {
        Position position = view().position(feed.key());
        Instant answered = position == null ? null : position.answered();
        return answered == null
                ? Double.NaN
                : Duration.between(answered, clockwork.now()).toMillis() / 1000.0;
    }

    private void heard(StateKey key, Order order) {
        told.forEach((feed, reader) -> {
            if (key.owner().equals(feed.key().owner())) {
                reader.tell(order);
            }
        });
    }

    private void gained(int partition) {
        for (Pulled connector : connectors) {
            if (partition(connector) == partition) {
                Pulse pulse = new Pulse();
                for (Plan plan : connector.plans()) {
                    running.put(plan.id(), reading(plan, partition, pulse).start());
                }
                LOG.info("Connector {} is read by this instance", connector.name());
            }
        }
    }

    private Reading reading(Plan plan, int partition, Pulse pulse) {
        @Nullable Told orders = told.get(plan.id());
        if (orders == null) {
            throw new IllegalStateException("a feed that nobody configured");
        }
        return new Reading(plan, partition, orders, pulse, kafka, wire, clockwork, metrics);
    }

    private void lost(int partition) {
        for (Pulled connector : connectors) {
            if (partition(connector) == partition) {
                for (Plan plan : connector.plans()) {
                    Reading reading = running.remove(plan.id());
                    if (reading != null) {
                        reading.close();
                    }
                }
            }
        }
    }

    private int partition(Pulled connector) {
        byte[] owner = connector.order().owner().getBytes(UTF_8);
        return Utils.toPositive(Utils.murmur2(owner)) % view().partitions();
    }

    private StateView view() {
        return requireNonNull(view, "view");
    }

    @Override
    public void close() {
        if (shares != null) {
            shares.close();
        }
        running.values().forEach(Reading::close);
        if (view != null) {
            view.close();
        }
        connectors.forEach(connector -> connector.closing().run());
    }
}
