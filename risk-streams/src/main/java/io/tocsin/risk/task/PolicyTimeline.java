// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import io.tocsin.risk.policy.PoliciesInForce;
import io.tocsin.risk.regime.Regime;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.risk.RiskControl.PolicyChange;
import io.tocsin.schemas.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which policies are in force when. A change says from what time on; an input of an earlier time, read again after a
 * crash, is judged by what was in force then. What the configuration names is in force before the first change. A
 * partition that begins with nothing kept takes what was published from the shelf, and so never judges by a policy that
 * is in force no more.
 */
final class PolicyTimeline {
    private static final Logger log = LoggerFactory.getLogger(PolicyTimeline.class);
    private static final String PREFIX = "policies|";
    /** Changes that are kept: as many as anybody makes within the time that is read again. */
    private static final int KEPT = 8;

    private final KeyValueStore<String, byte[]> store;
    private final Serde<RiskControl> serde;
    private final PolicyShelf shelf;
    private final List<Period> periods = new ArrayList<>();

    private record Period(Instant from, Regime regime) {}

    PolicyTimeline(
            PoliciesInForce configured,
            PolicyShelf shelf,
            KeyValueStore<String, byte[]> store,
            Serde<RiskControl> serde) {
        this.store = store;
        this.serde = serde;
        this.shelf = shelf;
        periods.add(new Period(Instant.MIN, Regime.of(configured, Decision.InForce.CONFIGURED)));
        try (KeyValueIterator<String, byte[]> all = store.range(PREFIX, PREFIX + Character.MAX_VALUE)) {
            all.forEachRemaining(entry -> {
                if (serde.deserializer().deserialize(Topics.RISK_CONTROL.name(), entry.value)
                        instanceof PolicyChange change) {
                    begin(change);
                }
            });
        }
        shelf.published().forEach(this::take);
    }

    /** What is in force at this time. */
    Regime at(Instant time) {
        Regime regime = periods.getFirst().regime;
        for (Period period : periods) {
            if (!period.from.isAfter(time)) {
                regime = period.regime;
            }
        }
        return regime;
    }

    /** What the last change put in force, though its time may not have come. */
    Regime latest() {
        return periods.getLast().regime;
    }

    /**
     * Takes in a change. One that comes too late is dropped, and so is one with a document that this version cannot
     * read: whatever was in force stays.
     */
    void take(PolicyChange change) {
        if (change.activation() <= latest().activation()) {
            return;
        }
        if (begin(change)) {
            store.put(key(change.activation()), serde.serializer().serialize(Topics.RISK_CONTROL.name(), change));
            while (periods.size() > KEPT + 1) {
                store.delete(key(periods.remove(1).regime.activation()));
            }
        }
    }

    private boolean begin(PolicyChange change) {
        try {
            PoliciesInForce inForce = new PoliciesInForce(
                    shelf.read(change.active()),
                    change.shadows().stream().map(shelf::read).toList());
            periods.add(new Period(change.at(), Regime.of(inForce, change.activation())));
            return true;
        } catch (IllegalArgumentException e) {
            log.error(
                    "risk: the policies put in force at offset {} cannot be used and are not; those before stay",
                    change.activation(),
                    e);
            return false;
        }
    }

    private static String key(long activation) {
        return PREFIX + String.format(Locale.ROOT, "%016x", activation);
    }
}
