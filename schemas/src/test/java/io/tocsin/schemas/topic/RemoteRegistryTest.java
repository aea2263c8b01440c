// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.random.Draw;
import io.tocsin.schemas.random.RandomRecords;
import io.tocsin.schemas.registry.RegistryServer;
import io.tocsin.schemas.signal.Signal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemoteRegistryTest {
    private final List<Signal> signals = new RandomRecords(new Draw(3)).values(Topics.SIGNALS);

    @Test
    void valuesCarryTheRegistrysIdAndAreReadByAnybodyWhoAsksTheSameRegistry() throws IOException {
        try (RegistryServer server = new RegistryServer();
                Wire writer = Wire.open(Map.of("schema.registry.url", server.url()));
                Wire reader = Wire.open(Map.of("schema.registry.url", server.url()))) {
            for (Signal signal : signals) {
                byte[] bytes = writer.values(Topics.SIGNALS).serializer().serialize("signals", signal);
                assertThat(ByteBuffer.wrap(bytes, 1, 4).getInt()).isEqualTo(100);
                assertThat(reader.values(Topics.SIGNALS).deserializer().deserialize("signals", bytes))
                        .isEqualTo(signal);
            }
            assertThat(server.requests())
                    .containsExactly("POST /subjects/signals-value/versions", "GET /schemas/ids/100");
        }
    }

    @Test
    void aStoresChangelogNeedsNoSubjectOfItsOwn() throws IOException {
        try (RegistryServer server = new RegistryServer();
                Wire wire = Wire.open(Map.of("schema.registry.url", server.url()))) {
            wire.values(Topics.SIGNALS).serializer().serialize("risk-windows-changelog", signals.getFirst());
            assertThat(server.requests()).containsExactly("POST /subjects/signals-value/versions");
        }
    }

    @Test
    void aSettingThatIsNotUnderstoodStopsTheStart() {
        assertThatThrownBy(() -> Wire.open(Map.of("schema.registry.uri", "embedded:")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("schema.registry.uri is not a known setting");
    }
}
