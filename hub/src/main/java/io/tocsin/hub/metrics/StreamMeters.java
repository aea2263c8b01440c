// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Meters of single streams, for as long as each is delivered here, and of so many at most: the first keep theirs, so
 * that no series comes and goes. All others are one, under the stream {@code other}.
 */
final class StreamMeters {
    private static final String PREFIX = TransmitterMeters.PREFIX + "stream-";
    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final int most;
    private final Map<String, Measured> streams = new ConcurrentHashMap<>();
    private final Object opening = new Object();
    private int opened;
    private @Nullable Meters other;

    /** Where a stream is at this moment. */
    private static final class Measured {
        private final Meters meters;
        private final boolean own;
        private volatile long backlog;
        private volatile Duration oldest = Duration.ZERO;
        private volatile int circuit;

        Measured(Meters meters, boolean own) {
            this.meters = meters;
            this.own = own;
        }
    }

    /** @param most streams that have meters of their own */
    StreamMeters(MeterRegistry registry, int most) {
        this.registry = registry;
        this.most = most;
    }

    void retried(String streamId, String tenant) {
        of(streamId, tenant).meters.retried.increment();
    }

    void dropped(String streamId, String tenant, String reason) {
        of(streamId, tenant).meters.dropped(reason).increment();
    }

    void stage(String streamId, String tenant, String stage, Duration took) {
        of(streamId, tenant).meters.stage(stage).record(took);
    }

    void backlog(String streamId, String tenant, long sets, Duration oldest) {
        Measured stream = of(streamId, tenant);
        stream.backlog = sets;
        stream.oldest = oldest;
    }

    /** @param state {@code closed}, {@code half-open} or {@code open} */
    void circuit(String streamId, String tenant, String state) {
        of(streamId, tenant).circuit = switch (state) {
            case "closed" -> 0;
            case "half-open" -> 1;
            default -> 2;
        };
    }

    void gone(String streamId) {
        synchronized (opening) {
            Measured stream = streams.remove(streamId);
            if (stream != null && stream.own) {
                stream.meters.remove();
                opened--;
            }
        }
    }

    private Measured of(String streamId, String tenant) {
        Measured known = streams.get(streamId);
        return known == null ? open(streamId, tenant) : known;
    }

    private Measured open(String streamId, String tenant) {
        synchronized (opening) {
            return streams.computeIfAbsent(streamId, id -> {
                if (opened >= most) {
                    if (other == null) {
                        other = new Meters(OTHER, OTHER, this::others);
                    }
                    return new Measured(other, false);
                }
                opened++;
                List<Measured> itself = new ArrayList<>(1);
                Measured stream = new Measured(new Meters(id, tenant, () -> itself), true);
                itself.add(stream);
                return stream;
            });
        }
    }

    private List<Measured> others() {
        return streams.values().stream().filter(stream -> !stream.own).toList();
    }

    /** The meters of one stream, or of all that have none. */
    private final class Meters {
        private final Tags tags;
        private final Counter retried;
        private final Gauge backlog;
        private final Gauge circuit;
        private final TimeGauge oldest;
        private final Map<String, Timer> stages = new ConcurrentHashMap<>();
        private final Map<String, Counter> dropped = new ConcurrentHashMap<>();

        Meters(String stream, String tenant, Supplier<Collection<Measured>> measured) {
            this.tags = Tags.of("stream", stream, "tenant", tenant);
            this.retried = Counter.builder(PREFIX + "push-retried")
                    .description("Pushes that were not the first of their SET")
                    .tags(tags)
                    .register(registry);
            this.backlog = gauge(
                    "backlog",
                    "SETs that have not met their end",
                    measured,
                    all -> all.stream().mapToLong(each -> each.backlog).sum());
            this.circuit = gauge(
                    "circuit",
                    "0 closed: pushes go out; 1 half open: few do; 2 open: none does",
                    measured,
                    all -> all.stream().mapToInt(each -> each.circuit).max().orElse(0));
            this.oldest = TimeGauge.builder(
                            PREFIX + "oldest-unacknowledged",
                            measured,
                            TimeUnit.MILLISECONDS,
                            all -> all.get().stream()
                                    .mapToLong(each -> each.oldest.toMillis())
                                    .max()
                                    .orElse(0))
                    .description("How long the oldest of them has waited")
                    .tags(tags)
                    .strongReference(true)
                    .register(registry);
        }

        private Gauge gauge(
                String name,
                String description,
                Supplier<Collection<Measured>> measured,
                ToDoubleFunction<Collection<Measured>> value) {
            return Gauge.builder(PREFIX + name, () -> value.applyAsDouble(measured.get()))
                    .description(description)
                    .tags(tags)
                    .register(registry);
        }

        Timer stage(String stage) {
            return stages.computeIfAbsent(
                    stage,
                    name -> Timer.builder(PREFIX + "delivery-stage")
                            .description("How long acknowledged SETs of a stream spent in each stage")
                            .tags(tags)
                            .tag("stage", name)
                            .register(registry));
        }

        Counter dropped(String reason) {
            return dropped.computeIfAbsent(
                    reason,
                    name -> Counter.builder(PREFIX + "set-dropped")
                            .description("SETs of a stream given up by us")
                            .tags(tags)
                            .tag("reason", name)
                            .register(registry));
        }

        void remove() {
            List.of(retried, backlog, circuit, oldest).forEach(registry::remove);
            stages.values().forEach(registry::remove);
            dropped.values().forEach(registry::remove);
        }
    }
}
