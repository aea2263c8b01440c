// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.push;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How SETs are pushed.
 *
 * @param allowedAddresses CIDR ranges receivers may be at besides public addresses; none if absent
 * @param trustedCa PEM file of the authorities whose certificates receivers may show; the JVM's if absent
 * @param inFlightPerStream pushes of one stream under way at one time, 1 to 1000; 32 if absent
 * @param timeout from connecting to the end of the answer; 15 s if absent
 * @param firstBackoff the longest first wait after a failure, doubled with each further one; 250 ms if absent
 * @param maxBackoff what doubling ends at; 60 s if absent
 */
public record PushConfig(
        List<String> allowedAddresses,
        @Nullable Path trustedCa,
        Integer inFlightPerStream,
        Duration timeout,
        Duration firstBackoff,
        Duration maxBackoff) {
    public static final PushConfig DEFAULT = new PushConfig(null, null, null, null, null, null);

    public PushConfig(
            @Nullable List<String> allowedAddresses,
            @Nullable Path trustedCa,
            @Nullable Integer inFlightPerStream,
            @Nullable Duration timeout,
            @Nullable Duration firstBackoff,
            @Nullable Duration maxBackoff) {
        this.allowedAddresses = allowedAddresses == null ? List.of() : List.copyOf(allowedAddresses);
        this.trustedCa = trustedCa;
        this.inFlightPerStream = inFlightPerStream == null ? 32 : inFlightPerStream;
        this.timeout = timeout == null ? Duration.ofSeconds(15) : timeout;
        this.firstBackoff = firstBackoff == null ? Duration.ofMillis(250) : firstBackoff;
        this.maxBackoff = maxBackoff == null ? Duration.ofSeconds(60) : maxBackoff;
        this.allowedAddresses.forEach(Cidr::parse);
        if (this.inFlightPerStream < 1 || this.inFlightPerStream > 1000) {
            throw new IllegalArgumentException(
                    "push.in-flight-per-stream is " + inFlightPerStream + ", expected 1 to 1000");
        }
        requirePositive("push.timeout", this.timeout);
        requirePositive("push.first-backoff", this.firstBackoff);
        if (this.maxBackoff.compareTo(this.firstBackoff) < 0) {
            throw new IllegalArgumentException("push.max-backoff is " + this.maxBackoff
                    + ", expected push.first-backoff (" + this.firstBackoff + ") or more");
        }
    }

    private static void requirePositive(String field, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(field + " is " + value + ", expected more than zero");
        }
    }
}
