// SPDX-License-Identifier: Apache-2.0
package io.tocsin.kafka;

import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;

/** A broker as clouds offer them, behind TLS and a password; and beside that a door without, for who fills it. */
public final class CloudBroker implements AutoCloseable {
    private final EmbeddedKafka kafka;
    private final String outside;

    private CloudBroker(EmbeddedKafka kafka, String outside) {
        this.kafka = kafka;
        this.outside = outside;
    }

    /**
     * Starts one.
     *
     * @param certificate the chain, PEM
     * @param key PKCS#8, PEM
     */
    public static CloudBroker start(Path directory, String certificate, String key, String user, String password) {
        EmbeddedKafkaConfig config = EmbeddedKafkaConfig.in(directory);
        AtomicReference<String> outside = new AtomicReference<>("");
        EmbeddedKafka kafka = EmbeddedKafka.start(config, () -> Ports.choose(config), properties -> {
            outside.set(Ports.choose(config).client().toString());
            add(properties, "listeners", "SASL_SSL://" + outside.get());
            add(properties, "advertised.listeners", "SASL_SSL://" + outside.get());
            add(properties, "listener.security.protocol.map", "SASL_SSL:SASL_SSL");
            properties.put("sasl.enabled.mechanisms", "PLAIN");
            properties.put("listener.name.sasl_ssl.ssl.keystore.type", "PEM");
            properties.put("listener.name.sasl_ssl.ssl.keystore.certificate.chain", certificate);
            properties.put("listener.name.sasl_ssl.ssl.keystore.key", key);
            properties.put(
                    "listener.name.sasl_ssl.plain.sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required user_" + user + "=\"" + password
                            + "\";");
        });
        return new CloudBroker(kafka, outside.get());
    }

    private static void add(Properties properties, String name, String another) {
        properties.put(name, properties.getProperty(name) + "," + another);
    }

    /** Behind TLS and the password. */
    public String bootstrapServers() {
        return outside;
    }

    /** Without. */
    public String door() {
        return kafka.bootstrapServers();
    }

    @Override
    public void close() {
        kafka.close();
    }
}
