// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.topic;

import static java.util.Objects.requireNonNull;

/** A Kafka topic with the types of its keys and values; all there are stand in {@link Topics}. */
public record Topic<K, V>(String name, KeyCodec<K> keys, AvroCodec<V> values, Retention retention) {
    public Topic {
        requireNonNull(name, "name");
        requireNonNull(keys, "keys");
        requireNonNull(values, "values");
        requireNonNull(retention, "retention");
    }

    @Override
    public String toString() {
        return name;
    }
}
