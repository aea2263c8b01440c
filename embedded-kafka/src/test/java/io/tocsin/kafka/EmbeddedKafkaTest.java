// SPDX-License-Identifier: Apache-2.0
package io.tocsin.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedKafkaTest {
    @TempDir
    private Path directory;

    @Test
    void aHostThatANetworkCanReachIsRefused() {
        assertThatThrownBy(() -> new EmbeddedKafkaConfig(directory, "0.0.0.0", 0, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'0.0.0.0', expected a loopback address");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void aPortOutOfRangeIsRefused(int port) {
        assertThatThrownBy(() -> EmbeddedKafkaConfig.in(directory).withPort(port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("port is " + port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"listeners", "log.dirs", "process.roles", "listener.name.plaintext.sasl.enabled.mechanisms"})
    void aPropertyCannotMoveTheBroker(String property) {
        assertThatThrownBy(() -> EmbeddedKafkaConfig.in(directory).withBrokerProperties(Map.of(property, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + property + "'");
    }

    @Test
    void anyOtherPropertyReplacesTheDefault() {
        EmbeddedKafkaConfig config =
                EmbeddedKafkaConfig.in(directory).withBrokerProperties(Map.of("num.io.threads", "8"));

        Properties properties = BrokerProperties.of(config, Ports.choose(config), directory);

        assertThat(properties).containsEntry("num.io.threads", "8").containsEntry("num.network.threads", "2");
    }

    @Test
    void clientsAndControllerGetPortsOfTheirOwn() {
        Ports ports = Ports.choose(EmbeddedKafkaConfig.in(directory));

        assertThat(ports.client().port())
                .isPositive()
                .isNotEqualTo(ports.controller().port());
    }

    @Test
    void anIpv6AddressIsBracketed() {
        assertThat(new Ports.HostPort("::1", 9092)).hasToString("[::1]:9092");
    }

    @Test
    void aTakenPortIsNamedAndTheDirectoryLetGo() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedKafkaConfig config = EmbeddedKafkaConfig.in(directory).withPort(other.getLocalPort());

            assertThatThrownBy(() -> EmbeddedKafka.start(config))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageStartingWith("127.0.0.1:" + other.getLocalPort() + " is taken by another process");
            DataDirectory.lock(directory).close();
        }
    }

    @Test
    void aDirectoryInUseIsNamedWithTheProcessThatHoldsIt() {
        try (DataDirectory held = DataDirectory.lock(directory)) {
            assertThat(held.logs()).isDirectory();
            assertThatThrownBy(() -> EmbeddedKafka.start(EmbeddedKafkaConfig.in(directory)))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining(directory + " is in use by process "
                            + ProcessHandle.current().pid());
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.lock(file.resolve("data")))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("file/data cannot be written");
    }

    @Test
    void aDirectoryIsFormattedOnce() throws IOException {
        try (DataDirectory data = DataDirectory.lock(directory)) {
            String first = Files.readString(data.logs().resolve("meta.properties"));

            assertThat(data.logs().resolve("meta.properties")).hasContent(first);
        }
    }

    @Test
    void whatAnInterruptedFormatLeftIsDiscarded() throws IOException {
        Path draft = Files.createDirectories(directory.resolve("logs.new"));
        Files.writeString(draft.resolve("meta.properties"), "half");

        try (DataDirectory data = DataDirectory.lock(directory)) {
            assertThat(data.logs().resolve("meta.properties")).content().contains("cluster.id=");
            assertThat(draft).doesNotExist();
        }
    }

    @Test
    void aLostRaceForAPortIsRecognisedHoweverDeep() {
        assertThat(EmbeddedKafka.lostThePort(new IllegalStateException(new IOException(new BindException()))))
                .isTrue();
        assertThat(EmbeddedKafka.lostThePort(new IllegalStateException("other")))
                .isFalse();
    }

    @Test
    void kafkaCannotEndTheProcessButItsOwnerIsTold() throws Exception {
        try (ExitGuard guard = ExitGuard.install()) {
            Exit.halt(1, "disk full");

            assertThat(guard.broken().toCompletableFuture().get(10, TimeUnit.SECONDS))
                    .endsWith("with status 1: disk full");
        }
    }
}
