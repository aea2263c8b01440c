// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.run;

import java.util.Locale;

/** What a hub can do; each has a section of the configuration, in data-flow order. */
public enum Role {
    /** Hears the world: webhooks become signals. */
    CONNECTORS,
    /** Hears other transmitters: their SETs become signals. */
    INBOUND,
    /** Signals become decisions and events. */
    RISK,
    /** Events become SETs, delivered. */
    TRANSMITTER,
    /** Those who keep sessions and hear no SET are made to end them. */
    ACTIONS,
    /** Answers proxies from memory; needs no Kafka. */
    EDGE;

    /** As written in configuration and on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it reads or writes topics. */
    boolean usesKafka() {
        return switch (this) {
            case CONNECTORS, INBOUND, RISK, TRANSMITTER, ACTIONS -> true;
            case EDGE -> false;
        };
    }
}
