// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull.checkpoint;

import io.tocsin.schemas.connector.ConnectorState;
import io.tocsin.schemas.connector.ConnectorState.Order;
import io.tocsin.schemas.connector.ConnectorState.Position;
import io.tocsin.schemas.connector.ConnectorState.Row;
import io.tocsin.schemas.connector.ConnectorState.Seen;
import io.tocsin.schemas.connector.StateKey;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where all feeds stand and what their connectors were told, on every instance alike, as of a moment ago. */
public final class StateView implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateView.class);
    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Wire wire;
    private final Consumer<byte[], byte[]> consumer;
    private final BiConsumer<StateKey, Order> orders;
    private final Map<StateKey, Position> positions = new ConcurrentHashMap<>();
    private final Map<StateKey, Order> told = new ConcurrentHashMap<>();
    private final Thread thread;
    private final int partitions;
    private volatile boolean closed;

    private StateView(Map<String, String> kafka, Wire wire, BiConsumer<StateKey, Order> orders) {
        this.wire = wire;
        this.orders = orders;
        this.consumer = Recall.follower(kafka);
        List<TopicPartition> all = consumer.partitionsFor(Topics.CHECKPOINTS.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        this.partitions = all.size();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        this.thread = new Thread(this::follow, "tocsin-connector-view");
        thread.setDaemon(true);
    }

    /**
     * Returns when it knows all that was there when it began.
     *
     * @param orders hears each order, the newest last
     */
    public static StateView start(Map<String, String> kafka, Wire wire, BiConsumer<StateKey, Order> orders) {
        StateView view = new StateView(kafka, wire, orders);
        Map<TopicPartition, Long> ends = Recall.ends(kafka, view.consumer.assignment());
        // the machine's time: it is our broker that is waited for, and not a vendor whose day a test lives through
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Recall.reached(view.consumer, ends)) {
            view.take();
            if (System.nanoTime() > deadline) {
                view.consumer.close();
                throw new KafkaException("topic checkpoints cannot be read to its end within " + PATIENCE);
            }
        }
        view.thread.start();
        return view;
    }

    /** How many partitions the topic has. */
    public int partitions() {
        return partitions;
    }

    /** Where a feed stands; absent where it was never read. */
    public @Nullable Position position(StateKey key) {
        return positions.get(key);
    }

    /** What a connector was told last; absent where it never was. */
    public @Nullable Order order(StateKey key) {
        return told.get(key);
    }

    private void follow() {
        try {
            while (!closed) {
                step();
            }
        } catch (WakeupException closing) {
            LOG.debug("The view of checkpoints ends");
        } finally {
            consumer.close();
        }
    }

    private void step() {
        try {
            take();
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warn("Checkpoints are not read for the moment: {}", e.getMessage());
        }
    }

    private void take() {
        consumer.poll(STEP).forEach(record -> Recall.read(wire, record, this::apply));
    }

    private void apply(StateKey key, @Nullable ConnectorState state) {
        switch (state) {
            case null -> positions.remove(key);
            case Position position -> positions.put(key, position);
            case Order order -> {
                told.put(key, order);
                orders.accept(key, order);
            }
            case Seen seen -> {}
            case Row row -> {}
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
