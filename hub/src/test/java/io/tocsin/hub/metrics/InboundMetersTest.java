// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tocsin.hub.inbound.InboundMetrics;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The meters of the inbound role: each thing that it counts has one, and each has a row in the manual. */
class InboundMetersTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final InboundMeters meters = new InboundMeters(registry);

    @Test
    void everythingThatTheInboundRoleCountsIsAMeterAndInTheManual() throws Exception {
        String manual = Files.readString(Path.of("..", "docs", "operations.md"));
        for (Method counted : InboundMetrics.class.getMethods()) {
            if (Modifier.isStatic(counted.getModifiers())) {
                continue;
            }
            Object[] arguments = new Object[counted.getParameterCount()];
            Arrays.fill(arguments, "x");
            counted.invoke(meters, arguments);
            String name = "tocsin_inbound_"
                    + counted.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT) + "_total";
            assertThat(registry.scrape()).contains(name + "{");
            assertThat(manual).contains("`" + name + "`");
        }
    }
}
