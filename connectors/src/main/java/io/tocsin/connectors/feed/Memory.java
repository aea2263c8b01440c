// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.feed;

import io.tocsin.schemas.connector.ConnectorState;
import io.tocsin.schemas.connector.ConnectorState.Order;
import io.tocsin.schemas.connector.ConnectorState.Position;
import io.tocsin.schemas.connector.ConnectorState.Row;
import io.tocsin.schemas.connector.ConnectorState.Seen;
import io.tocsin.schemas.connector.StateKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a feed remembers as of its last committed page. Used by one thread. */
public final class Memory {
    private final StateKey key;
    private final Map<StateKey, Seen> segments = new HashMap<>();
    private final Map<StateKey, Row> rows = new HashMap<>();
    private final Set<ByteBuffer> seen = new HashSet<>();
    private Position position;

    public Memory(FeedId feed, Instant now) {
        this.key = feed.key();
        this.position = Position.start(now);
    }

    /** Takes in one record of the topic, or of a page that was committed; what is another feed's is passed over. */
    public void apply(StateKey changed, @Nullable ConnectorState state) {
        if (!changed.isOfFeed(key)) {
            return;
        }
        switch (state) {
            case null -> forget(changed);
            case Position known -> position = known;
            case Seen segment -> {
                segments.put(changed, segment);
                seen.addAll(keys(segment));
            }
            case Row row -> rows.put(changed, row);
            case Order told -> {}
        }
    }

    private void forget(StateKey gone) {
        rows.remove(gone);
        Seen segment = segments.remove(gone);
        if (segment != null) {
            seen.removeAll(keys(segment));
        }
    }

    public StateKey key() {
        return key;
    }

    public Position position() {
        return position;
    }

    /** Whether a record of this key, of {@link Seen#WIDTH} bytes, was read before. */
    public boolean hasSeen(byte[] record) {
        return seen.contains(ByteBuffer.wrap(record));
    }

    /** The keys of records that were read before, in pieces that are forgotten as a whole. */
    public Map<StateKey, Seen> segments() {
        return Collections.unmodifiableMap(segments);
    }

    /** The rows of a snapshot. */
    public Map<StateKey, Row> rows() {
        return Collections.unmodifiableMap(rows);
    }

    private static Set<ByteBuffer> keys(Seen segment) {
        byte[] bytes = segment.keys();
        Set<ByteBuffer> keys = new HashSet<>();
        for (int at = 0; at < bytes.length; at += Seen.WIDTH) {
            byte[] one = new byte[Seen.WIDTH];
            System.arraycopy(bytes, at, one, 0, Seen.WIDTH);
            keys.add(ByteBuffer.wrap(one));
        }
        return keys;
    }
}
