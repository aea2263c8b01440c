// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.random.Draw;
import io.tocsin.schemas.random.RandomRecords;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignFormatTest {
    /** Writes the class' name and the record. */
    public static final class Named implements Serializer<Object>, Deserializer<Object> {
        private String greeting = "";

        @Override
        public void configure(Map<String, ?> config, boolean isKey) {
            assertThat(isKey).isFalse();
            assertThat(config.get("specific.avro.reader")).isEqualTo("true");
            greeting = String.valueOf(config.get("schema.registry.greeting"));
        }

        @Override
        public byte[] serialize(String topic, Object value) {
            try {
                SpecificRecord record = (SpecificRecord) value;
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
                encoder.writeString(topic + greeting);
                encoder.writeString(record.getClass().getName());
                SpecificData model = SpecificData.getForClass(record.getClass());
                new SpecificDatumWriter<>(record.getSchema(), model).write(record, encoder);
                encoder.flush();
                return bytes.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Object deserialize(String topic, byte[] bytes) {
            try {
                var decoder = DecoderFactory.get().binaryDecoder(bytes, null);
                assertThat(decoder.readString()).isEqualTo(topic + greeting);
                return new SpecificDatumReader<>(Class.forName(decoder.readString())).read(null, decoder);
            } catch (IOException | ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {}
    }

    @Test
    void aSerializerThatWasDroppedInWritesAndReadsTheValuesWithItsOwnSettings() {
        try (Wire wire = Wire.open(Map.of(
                "value.serializer", Named.class.getName(),
                "value.deserializer", Named.class.getName(),
                "schema.registry.greeting", "hello"))) {
            RandomRecords random = new RandomRecords(new Draw(11));
            for (Topic<?, ?> topic : Topics.ALL) {
                comesBack(wire, topic, random);
            }
        }
    }

    private static <V> void comesBack(Wire wire, Topic<?, V> topic, RandomRecords random) {
        var serde = wire.values(topic);
        for (V value : random.values(topic)) {
            byte[] bytes = serde.serializer().serialize("elsewhere", value);
            assertThat(serde.deserializer().deserialize("elsewhere", bytes)).isEqualTo(value);
        }
        assertThat(serde.serializer().serialize("elsewhere", null)).isNull();
    }

    @Test
    void whatComesBackAsAnotherTypeIsRefused() {
        try (Wire wire = Wire.open(Map.of(
                "value.serializer", Named.class.getName(),
                "value.deserializer", StringDeserializer.class.getName()))) {
            assertThatThrownBy(() -> wire.values(Topics.SIGNALS).deserializer().deserialize("signals", new byte[3]))
                    .isInstanceOf(MalformedException.class)
                    .hasMessage("signals: found a String, expected a SignalRecord");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    com.example.Missing  | value.serializer is com.example.Missing, expected a Serializer on the class path
                    java.lang.Object     | value.serializer is java.lang.Object, expected a Serializer on the class path
                    """)
    void aClassThatIsNoSerializerStopsTheStart(String name, String message) {
        assertThatThrownBy(() -> Wire.open(Map.of("value.serializer", name, "value.deserializer", name)))
                .hasMessage(message);
    }

    @Test
    void oneOfThePairIsNotEnough() {
        assertThatThrownBy(() -> Wire.open(Map.of("value.serializer", Named.class.getName())))
                .hasMessage("value.deserializer is missing,"
                        + " expected value.serializer and value.deserializer or neither");
    }
}
