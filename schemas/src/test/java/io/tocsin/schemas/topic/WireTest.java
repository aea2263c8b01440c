// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.random.Draw;
import io.tocsin.schemas.random.RandomRecords;
import io.tocsin.schemas.random.Seeds;
import io.tocsin.schemas.registry.RegistryException;
import io.tocsin.schemas.signal.Signal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

class WireTest {
    private static final int HEADER = 5;

    private final Wire wire = Wire.open(Map.of());

    @ParameterizedTest(name = Seeds.NAME)
    @ArgumentsSource(Seeds.class)
    void everyValueOfEveryTopicComesBackAsItWas(long seed) {
        RandomRecords random = new RandomRecords(new Draw(seed));
        for (Topic<?, ?> topic : Topics.ALL) {
            comesBack(topic, random);
        }
    }

    private <V> void comesBack(Topic<?, V> topic, RandomRecords random) {
        Serde<V> serde = wire.values(topic);
        for (V value : random.values(topic)) {
            byte[] bytes = serde.serializer().serialize(topic.name(), value);
            V back = serde.deserializer().deserialize(topic.name(), bytes);
            assertThat(back).isEqualTo(value);
            assertThat(serde.serializer().serialize(topic.name(), back)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest(name = Seeds.NAME)
    @ArgumentsSource(Seeds.class)
    void everyKeyOfEveryTopicComesBackAsItWas(long seed) {
        RandomRecords random = new RandomRecords(new Draw(seed));
        for (Topic<?, ?> topic : Topics.ALL) {
            keyComesBack(topic, random);
        }
    }

    private <K> void keyComesBack(Topic<K, ?> topic, RandomRecords random) {
        @SuppressWarnings("unchecked")
        K key = (K) random.key(topic);
        Serde<K> serde = wire.keys(topic);
        byte[] bytes = serde.serializer().serialize(topic.name(), key);
        assertThat(serde.deserializer().deserialize(topic.name(), bytes)).isEqualTo(key);
    }

    @ParameterizedTest(name = Seeds.NAME)
    @ArgumentsSource(Seeds.class)
    void damagedBytesAreRefusedOrReadButNeverBreakAnythingElse(long seed) {
        RandomRecords random = new RandomRecords(new Draw(seed));
        Random damage = new Random(seed);
        for (Topic<?, ?> topic : Topics.ALL) {
            survivesDamage(topic, random, damage);
        }
    }

    private <V> void survivesDamage(Topic<?, V> topic, RandomRecords random, Random damage) {
        Serde<V> serde = wire.values(topic);
        for (V value : random.values(topic)) {
            byte[] bytes = serde.serializer().serialize(topic.name(), value);
            for (int i = 0; i < 3; i++) {
                bytes[HEADER + damage.nextInt(bytes.length - HEADER)] = (byte) damage.nextInt();
            }
            try {
                serde.deserializer().deserialize(topic.name(), bytes);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void aValueIsAZeroByteTheSchemasIdAndAvro() {
        Set<Integer> ids = new HashSet<>();
        for (Topic<?, ?> topic : Topics.ALL) {
            ByteBuffer bytes = ByteBuffer.wrap(first(topic));
            assertThat(bytes.get()).isZero();
            int id = bytes.getInt();
            assertThat(id).isPositive();
            ids.add(id);
        }
        assertThat(ids).as("both topics of signals have the same schema").hasSize(Topics.ALL.size() - 1);
    }

    private <V> byte[] first(Topic<?, V> topic) {
        V value = new RandomRecords(new Draw(1)).values(topic).getFirst();
        return wire.values(topic).serializer().serialize(topic.name(), value);
    }

    @Test
    void allProcessesAgreeOnTheIdsWithoutTalking() {
        try (Wire other = Wire.open(Map.of("schema.registry.url", "embedded:"))) {
            assertThat(other.values(Topics.SIGNALS).deserializer().deserialize("signals", first(Topics.SIGNALS)))
                    .isNotNull();
        }
    }

    @Test
    void aTombstoneIsNull() {
        for (Topic<?, ?> topic : Topics.ALL) {
            assertThat(wire.values(topic).serializer().serialize(topic.name(), null))
                    .isNull();
            assertThat(wire.values(topic).deserializer().deserialize(topic.name(), (byte[]) null))
                    .isNull();
        }
    }

    @Test
    void theSameSignalIsTheSameBytesWhateverTheOrderOfItsAttributes() {
        Draw draw = new Draw(7);
        var signal = new RandomRecords(draw).values(Topics.SIGNALS).getFirst();
        var serializer = wire.values(Topics.SIGNALS).serializer();
        byte[] ab = serializer.serialize("signals", withAttributes(signal, "a", "b"));
        byte[] ba = serializer.serialize("signals", withAttributes(signal, "b", "a"));
        assertThat(ab).isEqualTo(ba);
    }

    private static Signal withAttributes(Signal s, String first, String second) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(first, "1");
        attributes.put(second, "1");
        return new Signal(
                s.id(),
                s.type(),
                s.times(),
                s.source(),
                s.initiatingEntity(),
                s.actor(),
                s.user(),
                s.device(),
                s.session(),
                s.payload(),
                s.context(),
                s.provenance(),
                attributes);
    }

    @Test
    void bytesInAnotherFormatAreRefusedWithWhatWasFound() {
        var deserializer = wire.values(Topics.SIGNALS).deserializer();
        assertThatThrownBy(() -> deserializer.deserialize("signals", new byte[0]))
                .isInstanceOf(MalformedException.class)
                .hasMessage("signals: found 0 bytes, expected 0, a schema id of 4 bytes and Avro binary");
        assertThatThrownBy(() -> deserializer.deserialize("signals", "{\"json\":1}".getBytes(UTF_8)))
                .hasMessage(
                        "signals: found 10 bytes beginning with 123, expected 0, a schema id of 4 bytes and Avro binary");
        assertThatThrownBy(() -> deserializer.deserialize("signals", new byte[] {0, 0, 0, 0, 9, 1}))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("schema id 9 is not among the ");
        byte[] cut = first(Topics.SIGNALS);
        assertThatThrownBy(() -> deserializer.deserialize("signals", Arrays.copyOf(cut, cut.length / 2)))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("signals: found bytes that are no SignalRecord");
    }
}
