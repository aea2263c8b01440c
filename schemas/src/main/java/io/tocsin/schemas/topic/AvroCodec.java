// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.topic;

import io.tocsin.schemas.avro.SignalRecord;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/** Values of one type as Avro records of one schema. What Avro is stays in this package; others only name the type. */
public final class AvroCodec<V> {
    static {
        // Avro makes no class that it was not told to trust; what else is trusted stays so.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals(SignalRecord.class.getPackageName())));
    }

    private final Avro<V, ?> avro;

    private AvroCodec(Avro<V, ?> avro) {
        this.avro = avro;
    }

    static <V, A extends SpecificRecord> AvroCodec<V> of(
            Class<A> type, Function<V, A> toAvro, Function<A, V> fromAvro) {
        SpecificData model = SpecificData.getForClass(type);
        Schema schema = model.getSchema(type);
        return new AvroCodec<>(
                new Avro<>(type, schema, model, new SpecificDatumWriter<>(schema, model), toAvro, fromAvro));
    }

    Avro<V, ?> avro() {
        return avro;
    }

    /** The schema's name without its namespace. */
    @Override
    public String toString() {
        return avro.schema.getName();
    }

    /** The same with the Avro type known. */
    record Avro<V, A extends SpecificRecord>(
            Class<A> type,
            Schema schema,
            SpecificData model,
            DatumWriter<A> writer,
            Function<V, A> toAvro,
            Function<A, V> fromAvro) {
        DatumReader<A> reader(Schema writtenWith) {
            return new SpecificDatumReader<>(writtenWith, schema, model);
        }
    }
}
