// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.registry;

import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** Whom to trust and who we are, by the settings and formats that Kafka's clients have for it (files or PEM text). */
final class RegistryTls {
    static final Set<String> KEYS = Set.of(
            SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
            SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
            SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
            SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
            SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
            SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
            SslConfigs.SSL_KEY_PASSWORD_CONFIG);

    private RegistryTls() {}

    /** Throws {@link IllegalArgumentException} if a store cannot be read. */
    static SSLContext context(Map<String, String> settings) {
        DefaultSslEngineFactory factory = new DefaultSslEngineFactory();
        try {
            factory.configure(new ConfigDef().withClientSslSupport().parse(settings));
        } catch (KafkaException e) {
            throw new IllegalArgumentException("schema.registry.ssl: " + e.getMessage(), e);
        }
        return factory.sslContext();
    }
}
