// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.vendor;

import io.tocsin.risk.company.Dice;
import io.tocsin.schemas.origin.Transport;
import java.time.Duration;

/** How a vendor's reports reach us: how late, how often much later, how often twice. */
public enum Carrier {
    /**
     * Event hooks within seconds; what a hook lost the poll of the same log brings minutes later, and sometimes both.
     */
    OKTA(Transport.WEBHOOK, Duration.ofMillis(400), Duration.ofSeconds(2), 0.004, Duration.ofMinutes(25), 0.01),
    JAMF(Transport.WEBHOOK, Duration.ofMillis(300), Duration.ofSeconds(1), 0, Duration.ZERO, 0.002),
    /** Every ten minutes all devices are compared with how they were. */
    INTUNE(Transport.SNAPSHOT_DIFF, Duration.ofSeconds(5), Duration.ofSeconds(20), 0, Duration.ZERO, 0),
    /** A stream, read again a little after it was interrupted. */
    FALCON(Transport.STREAM, Duration.ofSeconds(2), Duration.ofSeconds(15), 0.01, Duration.ofMinutes(10), 0.02),
    DEFENDER(Transport.POLL, Duration.ofSeconds(30), Duration.ofMinutes(1), 0.02, Duration.ofMinutes(40), 0.01),
    /** Anything that signs its webhooks. */
    PARTNER(Transport.WEBHOOK, Duration.ofMillis(200), Duration.ofSeconds(1), 0, Duration.ZERO, 0.005);

    private final Transport transport;
    private final Duration least;
    private final Duration mean;
    private final double late;
    private final Duration latest;
    private final double twice;

    Carrier(Transport transport, Duration least, Duration mean, double late, Duration latest, double twice) {
        this.transport = transport;
        this.least = least;
        this.mean = mean;
        this.late = late;
        this.latest = latest;
        this.twice = twice;
    }

    Transport transport() {
        return transport;
    }

    /** From the event to its arrival. */
    public Duration lag(Dice dice) {
        return dice.chance(late) ? dice.between(Duration.ofMinutes(2), latest) : least.plus(dice.waiting(mean));
    }

    public boolean isHeardTwice(Dice dice) {
        return dice.chance(twice);
    }
}
