// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.schemas.connector.Trouble;
import io.tocsin.schemas.signal.SignalType;
import java.time.Duration;
import java.util.function.Supplier;

/** What is counted. Connector names are configured ones, or {@code unknown}: what a caller wrote names no meter. */
public interface ConnectorMetrics {

    /** Meters named {@code tocsin.connectors.<method in kebab case>}. */
    static ConnectorMetrics in(MeterRegistry registry) {
        return new MicrometerMetrics(registry);
    }

    /** A delivery is in Kafka. {@code took}: from the request's head to Kafka's acknowledgement. */
    void deliveryAccepted(String connector, Duration took);

    void deliveryRejected(String connector, Rejection reason);

    void signalWritten(String connector, SignalType type);

    /** A record was set aside, into dead letters. */
    void recordUnmapped(String connector);

    void recordIgnored(String connector, Mapped.Why why);

    /** A vendor answered one question of a feed. */
    void pageRead(String connector, String feed);

    /** A vendor did not answer a question as it should. */
    void pageFailed(String connector, String feed, Trouble.Kind kind);

    /** How many records of a feed are known to be there and were not read, after a page. */
    void feedBehind(String connector, String feed, long records);

    /** How long a feed's vendor has not answered, in seconds; asked for when meters are read. */
    void feedSilence(String connector, String feed, Supplier<Number> seconds);

    /** {@code change}: 1 when a delivery begins, -1 when all that follows from it has ended. */
    void deliveriesInFlight(int change);
}
