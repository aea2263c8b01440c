// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.avro.SignalRecord;
import io.tocsin.schemas.codec.SignalCodec;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.registry.SchemaRegistry;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/** Records written by versions that are not this one. */
class EarlierSchemaTest {
    private static final String SMALL = """
            {"type": "record", "name": "SignalRecord", "namespace": "io.tocsin.schemas.avro", "fields": [
              {"name": "tenant", "type": "string"},
              {"name": "vendor", "type": "string"},
              {"name": "connector", "type": "string"},
              {"name": "family", "type": "string"},
              {"name": "event_type", "type": "string"},
              {"name": "id", "type": "string"},
              {"name": "type", "type":
                {"type": "enum", "name": "SignalTypeSymbol", "symbols": [%s], "default": "UNKNOWN"}},
              {"name": "event_time", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "time_quality", "type":
                {"type": "enum", "name": "TimeQualitySymbol", "symbols": ["UNKNOWN"], "default": "UNKNOWN"}},
              {"name": "ingest_time", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "transport", "type":
                {"type": "enum", "name": "TransportSymbol", "symbols": ["UNKNOWN"], "default": "UNKNOWN"}}%s
            ]}
            """;

    @Test
    void aSignalWithFewerFieldsInAnotherOrderIsReadWithWhatItHas() throws IOException {
        Signal read =
                read(SMALL.formatted("\"UNKNOWN\", \"THREAT_DETECTED\"", ""), "THREAT_DETECTED", record -> record);
        assertThat(read.id()).isEqualTo("s1");
        assertThat(read.type()).isEqualTo(SignalType.THREAT_DETECTED);
        assertThat(read.source().tenant()).isEqualTo("acme");
        assertThat(read.times().event()).hasToString("1970-01-01T00:00:00.000001Z");
        assertThat(read.payload()).isEqualTo(new SignalPayload.None());
        assertThat(read.context()).isEqualTo(SignalContext.NONE);
        assertThat(read.provenance()).isEqualTo(Provenance.NONE);
        assertThat(read.attributes()).isEmpty();
    }

    @Test
    void aNewerTypeOfSignalIsReadAsUnknownAndItsNewFieldsAreLeftOut() throws IOException {
        String newer = SMALL.formatted("\"UNKNOWN\", \"TELEPATHY_DETECTED\"", """
                , {"name": "aura", "type": ["null", {"type": "record", "name": "Aura", "fields": [
                    {"name": "colours", "type": {"type": "array", "items": "string"}},
                    {"name": "strengths", "type": {"type": "map", "values": "double"}},
                    {"name": "raw", "type": "bytes"},
                    {"name": "seen", "type": "boolean"}]}], "default": null}\
                """);
        Signal read = read(newer, "TELEPATHY_DETECTED", record -> {
            Schema aura =
                    record.getSchema().getField("aura").schema().getTypes().get(1);
            record.put(
                    "aura",
                    new GenericRecordBuilder(aura)
                            .set("colours", List.of("red", "blue"))
                            .set("strengths", Map.of("red", 0.5))
                            .set("raw", ByteBuffer.wrap(new byte[] {1, 2}))
                            .set("seen", true)
                            .build());
            return record;
        });
        assertThat(read.type()).isEqualTo(SignalType.UNKNOWN);
        assertThat(read.payload()).isEqualTo(new SignalPayload.None());
    }

    @Test
    void aSchemaThatDoesNotFitIsRefused() {
        String other = "{\"type\":\"record\",\"name\":\"Other\",\"fields\":[]}";
        SchemaRegistry registry = new OneSchema(new Schema.Parser().parse(other));
        var deserializer = serde(registry).deserializer();
        assertThatThrownBy(() -> deserializer.deserialize("signals", new byte[] {0, 0, 0, 0, 1}))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("signals: found bytes that are no SignalRecord");
    }

    private static Signal read(String schemaText, String type, UnaryOperator<GenericRecord> more) throws IOException {
        Schema schema = new Schema.Parser().parse(schemaText);
        GenericRecord record = new GenericData.Record(schema);
        for (String name : new String[] {"tenant", "vendor", "connector", "family", "event_type"}) {
            record.put(name, "acme");
        }
        record.put("id", "s1");
        record.put("type", symbol(schema, "type", type));
        record.put("event_time", 1L);
        record.put("time_quality", symbol(schema, "time_quality", "UNKNOWN"));
        record.put("ingest_time", 2L);
        record.put("transport", symbol(schema, "transport", "UNKNOWN"));

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0, 0, 0, 0, 1});
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(more.apply(record), encoder);
        encoder.flush();
        return serde(new OneSchema(schema)).deserializer().deserialize("signals", bytes.toByteArray());
    }

    private static Serde<Signal> serde(SchemaRegistry registry) {
        return new ConfluentFormat(registry)
                .serde("signals", new AvroType<>(SignalRecord.class, SignalCodec::toAvro, SignalCodec::fromAvro));
    }

    private static GenericData.EnumSymbol symbol(Schema record, String field, String symbol) {
        return new GenericData.EnumSymbol(record.getField(field).schema(), symbol);
    }

    private record OneSchema(Schema schema) implements SchemaRegistry {
        @Override
        public int idOf(String subject, Schema any) {
            return 1;
        }

        @Override
        public Schema byId(int id) {
            return schema;
        }

        @Override
        public void close() {}
    }
}
