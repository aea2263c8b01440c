// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The transactions at vendors that SETs of ours began, as a vendor says of the SETs it receives. What else happens in
 * such a transaction is that SET's doing, though the signal itself does not say so.
 */
final class OwnSets {
    /** A vendor's log is told within minutes; hooks that fail are tried again for some of them. */
    private static final Duration KEPT = Duration.ofMinutes(15);

    private static final int LIMIT = 50_000;

    /** Behind the news, whose keys begin with a digit of a timestamp. */
    private static final String PREFIX = "set|";

    private final KeyValueStore<String, byte[]> store;
    private @Nullable Map<String, String> byTransaction;

    /** @param store of {@link RecentNews} too */
    OwnSets(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** By transaction; read when they are first asked for. */
    private Map<String, String> jtis() {
        Map<String, String> known = byTransaction;
        if (known == null) {
            known = new HashMap<>();
            try (KeyValueIterator<String, byte[]> all = store.range(PREFIX, PREFIX + Character.MAX_VALUE)) {
                while (all.hasNext()) {
                    KeyValue<String, byte[]> next = all.next();
                    known.put(transaction(next.key), new String(next.value, UTF_8));
                }
            }
            byTransaction = known;
        }
        return known;
    }

    /**
     * The signal, with the SET of ours that caused it where its transaction tells.
     *
     * @param timestamp of its record, in milliseconds since the epoch
     */
    Signal trace(Signal signal, long timestamp) {
        Provenance told = signal.provenance();
        if (told.correlationId() == null || told.replay()) {
            return signal;
        }
        String transaction = transaction(signal.source(), told.correlationId());
        if (signal.type() == SignalType.OWN_SET_ECHO) {
            if (told.causedByJti() != null) {
                began(transaction, told.causedByJti(), timestamp);
            }
            return signal;
        }
        String jti = told.causedByJti() == null ? jtis().get(transaction) : null;
        return jti == null ? signal : causedBy(signal, jti);
    }

    private void began(String transaction, String jti, long timestamp) {
        if (jti.equals(jtis().put(transaction, jti))) {
            return;
        }
        store.put(key(timestamp) + transaction, jti.getBytes(UTF_8));
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.range(key(0), key(Long.MAX_VALUE))) {
            String limit = key(timestamp - KEPT.toMillis());
            while (all.hasNext()) {
                KeyValue<String, byte[]> next = all.next();
                if (next.key.compareTo(limit) >= 0 && jtis().size() - old.size() <= LIMIT) {
                    break;
                }
                old.add(next.key);
            }
        }
        for (String key : old) {
            store.delete(key);
            jtis().remove(transaction(key));
        }
    }

    private static Signal causedBy(Signal signal, String jti) {
        Provenance told = signal.provenance();
        return signal.with(new Provenance(told.correlationId(), told.txn(), jti, told.replay()));
    }

    private static String transaction(SignalSource source, String correlation) {
        return source.tenant() + "|" + source.vendor() + "|" + source.connector() + "|" + correlation;
    }

    private static String transaction(String key) {
        return key.substring(key(0).length());
    }

    private static String key(long timestamp) {
        return PREFIX + String.format(Locale.ROOT, "%016x|", Math.max(0, timestamp));
    }
}
