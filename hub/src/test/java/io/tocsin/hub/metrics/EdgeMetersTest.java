// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tocsin.receiver.edge.route.EdgeMetrics;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The meters of an edge: each thing that it counts has one, and each has a row in the manual. */
class EdgeMetersTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final EdgeMeters meters = new EdgeMeters(registry);

    @Test
    void everythingThatAnEdgeCountsIsAMeterAndInTheManual() throws Exception {
        String manual = Files.readString(Path.of("..", "docs", "operations.md"));
        for (Method counted : EdgeMetrics.class.getMethods()) {
            if (Modifier.isStatic(counted.getModifiers())) {
                continue;
            }
            Object[] arguments = new Object[counted.getParameterCount()];
            Arrays.fill(arguments, "x");
            EdgeMeters.class
                    .getMethod(counted.getName(), counted.getParameterTypes())
                    .invoke(meters, arguments);
            String name = "tocsin_edge_"
                    + counted.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT) + "_total";
            assertThat(registry.scrape()).contains(name + "{");
            assertThat(manual).contains("`" + name + "`");
        }
    }
}
