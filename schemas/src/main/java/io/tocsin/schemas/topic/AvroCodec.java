// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.topic;

import io.tocsin.schemas.wire.AvroType;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Values of one type as Avro records of one schema. What Avro is stays inside; others only name the type. */
public final class AvroCodec<V> {
    private final AvroType<V, ?> type;

    private AvroCodec(AvroType<V, ?> type) {
        this.type = type;
    }

    static <V, A extends SpecificRecord> AvroCodec<V> of(
            Class<A> type, Function<V, A> toAvro, Function<A, V> fromAvro) {
        return new AvroCodec<>(new AvroType<>(type, toAvro, fromAvro));
    }

    AvroType<V, ?> type() {
        return type;
    }

    /** The schema's name without its namespace. */
    @Override
    public String toString() {
        return type.schema().getName();
    }
}
