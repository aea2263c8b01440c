// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.hub.run.ListenerConfig;
import io.tocsin.hub.run.ListenersConfig;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where listeners are when a configuration says little of them. */
class ListenersTest {
    @TempDir
    private Path folder;

    static List<RecordComponent> listeners() {
        return Arrays.stream(ListenersConfig.class.getRecordComponents())
                .filter(part -> part.getType() == ListenerConfig.class)
                .toList();
    }

    private static ListenerConfig of(ListenersConfig config, RecordComponent listener) throws Exception {
        return (ListenerConfig) requireNonNull(listener.getAccessor().invoke(config));
    }

    private ListenersConfig read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("listeners.yaml"), yaml);
        return ConfigFile.read(file, ListenersConfig.class, name -> null);
    }

    @ParameterizedTest
    @MethodSource("listeners")
    void aListenerOfWhichOnlyTheHostIsSaidKeepsItsPort(RecordComponent listener) throws Exception {
        ListenerConfig usual = of(ListenersConfig.DEFAULT, listener);

        ListenerConfig elsewhere = of(read(listener.getName() + ": { host: 0.0.0.0 }"), listener);

        assertThat(elsewhere.host()).isEqualTo("0.0.0.0");
        assertThat(elsewhere.number()).isEqualTo(usual.number()).isBetween(8440, 8444);
        assertThat(of(read(listener.getName() + ": { port: 9443 }"), listener).host())
                .isEqualTo("127.0.0.1");
    }

    @Test
    void anyFreePortIsAskedForByZero() throws Exception {
        assertThat(read("edge: { port: 0 }").edge().number()).isZero();
        assertThatThrownBy(() -> read("edge: { port: 65536 }"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("65536");
    }
}
