// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What callers may ask of the server. Everything not given has a default.
 *
 * @param maxBody bytes of one body; 1 MiB
 * @param maxHeld bytes of all bodies being read; 64 MiB
 * @param maxInFlight deliveries from their head until Kafka has them; 1024
 * @param maxConnections 2048
 * @param bodyTimeout for a whole body to arrive; 10 s
 * @param idleTimeout for a connection without a request under way; 60 s
 * @param ackTimeout for Kafka, before the caller hears 503; 1.5 s, under the 2 s that the most impatient vendor waits
 */
public record WebhookLimits(
        Integer maxBody,
        Long maxHeld,
        Integer maxInFlight,
        Integer maxConnections,
        Duration bodyTimeout,
        Duration idleTimeout,
        Duration ackTimeout) {
    public static final WebhookLimits DEFAULT = new WebhookLimits(
            1 << 20, 64L << 20, 1024, 2048, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMillis(1500));

    public WebhookLimits {
        maxBody = (int) positive("max-body", maxBody, 1 << 20);
        maxHeld = positive("max-held", maxHeld, 64L << 20);
        maxInFlight = (int) positive("max-in-flight", maxInFlight, 1024);
        maxConnections = (int) positive("max-connections", maxConnections, 2048);
        bodyTimeout = positive("body-timeout", bodyTimeout, Duration.ofSeconds(10));
        idleTimeout = positive("idle-timeout", idleTimeout, Duration.ofSeconds(60));
        ackTimeout = positive("ack-timeout", ackTimeout, Duration.ofMillis(1500));
        if (maxHeld < maxBody) {
            throw new IllegalArgumentException("limits.max-held is " + maxHeld + ", expected at least max-body");
        }
    }

    private static long positive(String key, @Nullable Number value, long usual) {
        long given = value == null ? usual : value.longValue();
        if (given < 1) {
            throw new IllegalArgumentException("limits." + key + " is " + given + ", expected 1 or more");
        }
        return given;
    }

    private static Duration positive(String key, @Nullable Duration value, Duration usual) {
        Duration given = value == null ? usual : value;
        if (given.toMillis() < 1) {
            throw new IllegalArgumentException("limits." + key + " is " + given + ", expected 1 ms or more");
        }
        return given;
    }
}
