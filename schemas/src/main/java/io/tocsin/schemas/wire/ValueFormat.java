// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.wire;

import io.tocsin.schemas.registry.RegistryConfig;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.Serde;

/** How values become bytes. */
public sealed interface ValueFormat extends AutoCloseable permits ConfluentFormat, ForeignFormat {
    /**
     * The format that {@code config} asks for: a {@link ForeignFormat} where it names a {@code value.serializer}, else
     * our own.
     *
     * @param current the schemas that this version writes
     */
    static ValueFormat open(Map<String, String> config, Collection<Schema> current) {
        return ForeignFormat.isAskedFor(config)
                ? new ForeignFormat(config)
                : new ConfluentFormat(RegistryConfig.of(config).open(current));
    }

    /** For use by any number of threads. {@code topic} names the subject, whatever topic the bytes go to. */
    <V> Serde<V> serde(String topic, AvroType<V, ?> type);

    @Override
    void close();
}
