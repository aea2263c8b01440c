// SPDX-License-Identifier: Apache-2.0
package io.tocsin.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Where one broker listens. Kafka does not tell which port it was given when it asked for any, so ports are found
 * before it starts; whoever starts it must be ready to lose the race for them.
 */
record Ports(HostPort client, HostPort controller) {

    record HostPort(String host, int port) {
        @Override
        public String toString() {
            return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
        }
    }

    /** @throws BrokerStartException if the port that the configuration names is taken */
    static Ports choose(EmbeddedKafkaConfig config) {
        String host = config.host();
        try (ServerSocket client = listen(host, config.port());
                ServerSocket controller = listen(host, 0)) {
            return new Ports(new HostPort(host, client.getLocalPort()), new HostPort(host, controller.getLocalPort()));
        } catch (BindException e) {
            throw new BrokerStartException(
                    new HostPort(host, config.port())
                            + " is taken by another process: end that process, or give the embedded Kafka another port"
                            + " (0 takes a free one)",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket listen(String host, int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByName(host));
    }
}
