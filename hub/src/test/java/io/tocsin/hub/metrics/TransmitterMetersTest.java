// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TransmitterMetersTest {
    private static final Pattern ROW = Pattern.compile("^\\| `(tocsin_transmitter_[a-z_]+)` \\| ([a-z `,]*) \\|.*");
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final TransmitterMeters meters = new TransmitterMeters(registry, 2);

    @Test
    void everythingThatTheTransmitterCountsIsBound() throws NoSuchMethodException {
        for (Method counted : TransmitterMetrics.class.getDeclaredMethods()) {
            if (!Modifier.isStatic(counted.getModifiers())) {
                assertThat(TransmitterMeters.class
                                .getMethod(counted.getName(), counted.getParameterTypes())
                                .getDeclaringClass())
                        .as(counted.getName())
                        .isEqualTo(TransmitterMeters.class);
            }
        }
    }

    @Test
    void theTableInTheDocumentationNamesEveryMeterWithItsLabels() throws Exception {
        countEverything();
        Map<String, Set<String>> documented = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "operations.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                documented.put(
                        row.group(1),
                        new TreeSet<>(Arrays.stream(row.group(2).split("[ `,]+"))
                                .filter(label -> !label.isEmpty())
                                .toList()));
            }
        }
        assertThat(documented).isEqualTo(exported());
    }

    /** By the names that Prometheus sees, without the endings of histograms and timers. */
    private Map<String, Set<String>> exported() {
        Map<String, Set<String>> exported = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            Set<String> labels = new TreeSet<>();
            meter.getId().getTags().forEach(tag -> labels.add(tag.getKey()));
            String name = registry.config()
                    .namingConvention()
                    .name(
                            meter.getId().getName(),
                            meter.getId().getType(),
                            meter.getId().getBaseUnit());
            String whole = meter.getId().getType() == Meter.Type.COUNTER ? name + "_total" : name;
            assertThat(registry.scrape()).as(name).contains("# HELP " + whole.replaceAll("_total_total$", "_total"));
            exported.put(whole.replaceAll("_total_total$", "_total"), labels);
        }
        return exported;
    }

    private void countEverything() throws ReflectiveOperationException {
        for (Method counted : TransmitterMetrics.class.getDeclaredMethods()) {
            if (!Modifier.isStatic(counted.getModifiers()) && !counted.getName().equals("streamGone")) {
                Object[] arguments = Arrays.stream(counted.getParameterTypes())
                        .map(TransmitterMetersTest::anyOf)
                        .toArray();
                counted.invoke(meters, arguments);
            }
        }
    }

    private static Object anyOf(Class<?> type) {
        if (type == int.class) {
            return 3;
        } else if (type == long.class) {
            return 3L;
        } else if (type == Duration.class) {
            return Duration.ofMillis(5);
        }
        return "closed";
    }

    @Test
    void aStreamThatIsGoneTakesItsMetersAlong() throws IOException {
        meters.streamBacklog("a", "acme", 7, Duration.ofSeconds(3));
        meters.streamCircuit("a", "acme", "open");
        meters.deliveryStage("a", "acme", "sign", Duration.ofMillis(1));
        assertThat(registry.scrape())
                .contains("tocsin_transmitter_stream_backlog{stream=\"a\",tenant=\"acme\"} 7.0")
                .contains("tocsin_transmitter_stream_oldest_unacknowledged_seconds{stream=\"a\",tenant=\"acme\"} 3.0")
                .contains("tocsin_transmitter_stream_circuit{stream=\"a\",tenant=\"acme\"} 2.0");
        meters.streamGone("a");
        assertThat(registry.scrape()).doesNotContain("stream=\"a\"");
    }

    @Test
    void streamsBeyondTheBoundAreOneTogether() {
        for (String stream : new String[] {"a", "b", "c", "d"}) {
            meters.streamBacklog(stream, "acme", 5, Duration.ofSeconds(stream.charAt(0)));
            meters.pushRetried(stream, "acme");
        }
        assertThat(registry.scrape())
                .contains("tocsin_transmitter_stream_backlog{stream=\"b\",tenant=\"acme\"} 5.0")
                .contains("tocsin_transmitter_stream_backlog{stream=\"other\",tenant=\"other\"} 10.0")
                .contains(
                        "tocsin_transmitter_stream_oldest_unacknowledged_seconds{stream=\"other\",tenant=\"other\"} 100.0")
                .contains("tocsin_transmitter_stream_push_retried_total{stream=\"other\",tenant=\"other\"} 2.0")
                .doesNotContain("stream=\"c\"");
        meters.streamGone("a");
        meters.streamGone("c");
        meters.streamBacklog("e", "acme", 1, Duration.ZERO);
        assertThat(registry.scrape())
                .contains("tocsin_transmitter_stream_backlog{stream=\"e\",tenant=\"acme\"} 1.0")
                .contains("tocsin_transmitter_stream_backlog{stream=\"other\",tenant=\"other\"} 5.0");
    }
}
