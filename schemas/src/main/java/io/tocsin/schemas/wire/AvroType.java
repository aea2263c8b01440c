// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.wire;

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

/** A domain type, the generated Avro class that stands for it, and the ways between them. */
public final class AvroType<V, A extends SpecificRecord> {
    static {
        // Avro makes no class that it was not told to trust; what else is trusted stays so.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals(SignalRecord.class.getPackageName())));
    }

    private final Class<A> type;
    private final SpecificData model;
    private final Schema schema;
    private final DatumWriter<A> writer;
    private final Function<V, A> toAvro;
    private final Function<A, V> fromAvro;

    public AvroType(Class<A> type, Function<V, A> toAvro, Function<A, V> fromAvro) {
        this.type = type;
        this.model = SpecificData.getForClass(type);
        // the generated code writes what it can itself, instead of being asked field by field
        this.model.setCustomCoders(true);
        this.schema = model.getSchema(type);
        this.writer = new SpecificDatumWriter<>(schema, model);
        this.toAvro = toAvro;
        this.fromAvro = fromAvro;
    }

    public Schema schema() {
        return schema;
    }

    Class<A> type() {
        return type;
    }

    DatumWriter<A> writer() {
        return writer;
    }

    DatumReader<A> reader(Schema writtenWith) {
        return new SpecificDatumReader<>(writtenWith, schema, model);
    }

    A toAvro(V value) {
        return toAvro.apply(value);
    }

    V fromAvro(A record) {
        return fromAvro.apply(record);
    }
}
