// SPDX-License-Identifier: Apache-2.0
package io.tocsin.kafka;

import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

/** A broker as clouds offer them, behind TLS and a password; and beside that a door without, for who fills it. */
public final class CloudBroker implements AutoCloseable {
    private final DataDirectory data;
    private final KafkaRaftServer server;
    private final String outside;
    private final String inside;

    private CloudBroker(DataDirectory data, KafkaRaftServer server, String outside, String inside) {
        this.data = data;
        this.server = server;
        this.outside = outside;
        this.inside = inside;
    }

    /**
     * Starts one.
     *
     * @param certificate the chain, PEM
     * @param key PKCS#8, PEM
     */
    public static CloudBroker start(Path directory, String certificate, String key, String user, String password) {
        EmbeddedKafkaConfig config = EmbeddedKafkaConfig.in(directory);
        Ports ports = Ports.choose(config);
        String inside = ports.client().toString();
        String outside = Ports.choose(config).client().toString();
        DataDirectory data = DataDirectory.lock(directory);
        try {
            Properties properties = BrokerProperties.of(config, ports, data.logs());
            properties.put(
                    "listeners",
                    "PLAINTEXT://" + inside + ",SASL_SSL://" + outside + "," + BrokerProperties.CONTROLLER_LISTENER
                            + "://" + ports.controller());
            properties.put("advertised.listeners", "PLAINTEXT://" + inside + ",SASL_SSL://" + outside);
            properties.put(
                    "listener.security.protocol.map",
                    "PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL," + properties.getProperty("controller.listener.names")
                            + ":PLAINTEXT");
            properties.put("sasl.enabled.mechanisms", "PLAIN");
            properties.put("listener.name.sasl_ssl.ssl.keystore.type", "PEM");
            properties.put("listener.name.sasl_ssl.ssl.keystore.certificate.chain", certificate);
            properties.put("listener.name.sasl_ssl.ssl.keystore.key", key);
            properties.put(
                    "listener.name.sasl_ssl.plain.sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required user_" + user + "=\"" + password
                            + "\";");
            KafkaRaftServer server = EmbeddedKafka.startServer(KafkaConfig.fromProps(properties, false));
            return new CloudBroker(data, server, outside, inside);
        } catch (RuntimeException | Error e) {
            data.close();
            throw e;
        }
    }

    /** Behind TLS and the password. */
    public String bootstrapServers() {
        return outside;
    }

    /** Without. */
    public String door() {
        return inside;
    }

    @Override
    public void close() {
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            data.close();
        }
    }
}
