// SPDX-License-Identifier: Apache-2.0
package io.tocsin.kafka;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What an embedded broker is told before it starts.
 *
 * @param dataDirectory where it keeps its records; made if absent, used by one broker at a time
 * @param host a loopback address or name: the broker has no authentication, so it never listens on a network
 * @param port 1 to 65535, or 0 for a free one at each start
 * @param brokerProperties broker settings on top of the embedded defaults, by Kafka's names; those that place the
 *     broker (listeners, roles, directories, quorum) are refused
 */
public record EmbeddedKafkaConfig(Path dataDirectory, String host, int port, Map<String, String> brokerProperties) {

    /** @throws IllegalArgumentException if the host is not loopback, the port out of range or a property not free */
    public EmbeddedKafkaConfig {
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        brokerProperties = Map.copyOf(brokerProperties);
        requireLoopback(host);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("embedded Kafka port is " + port + ", expected 0 to 65535");
        }
        for (String name : brokerProperties.keySet()) {
            if (BrokerProperties.placesTheBroker(name)) {
                throw new IllegalArgumentException("embedded Kafka property '" + name
                        + "' cannot be set: data directory, host and port decide it");
            }
        }
    }

    /** A broker over this directory at 127.0.0.1 and a free port. */
    public static EmbeddedKafkaConfig in(Path dataDirectory) {
        return new EmbeddedKafkaConfig(dataDirectory, "127.0.0.1", 0, Map.of());
    }

    /** The same at another port, 0 for a free one. */
    public EmbeddedKafkaConfig withPort(int port) {
        return new EmbeddedKafkaConfig(dataDirectory, host, port, brokerProperties);
    }

    /** The same with these broker settings in place of the earlier ones. */
    public EmbeddedKafkaConfig withBrokerProperties(Map<String, String> brokerProperties) {
        return new EmbeddedKafkaConfig(dataDirectory, host, port, brokerProperties);
    }

    private static void requireLoopback(String host) {
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                throw new IllegalArgumentException("embedded Kafka host is '" + host
                        + "', expected a loopback address such as 127.0.0.1: use a Kafka cluster to serve a network");
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("embedded Kafka host '" + host + "' is unknown", e);
        }
    }
}
