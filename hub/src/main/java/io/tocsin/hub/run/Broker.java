// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.run;

import io.tocsin.hub.part.StartException;
import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.kafka.EmbeddedKafkaConfig;
import io.tocsin.schemas.topic.TopicAdmin;
import io.tocsin.schemas.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The Kafka that a hub uses, its own or another's, with all topics in it. */
final class Broker implements AutoCloseable {
    private static final short ALONE = 1;
    private final Map<String, String> client;
    private final @Nullable EmbeddedKafka embedded;
    private final Running running;

    private Broker(Map<String, String> client, @Nullable EmbeddedKafka embedded, Running running) {
        this.client = Map.copyOf(client);
        this.embedded = embedded;
        this.running = running;
    }

    /** Returns with every topic there. {@code onBroken} is told why, should a broker of our own break later. */
    static Broker start(HubConfig config, Consumer<String> onBroken) {
        Running running = Running.in(config.dataDir());
        if (!config.embeddedKafka()) {
            try {
                TopicAdmin.createMissing(
                        config.kafka(),
                        Topics.ALL,
                        config.topics().partitions(),
                        config.topics().replicationFactor());
            } catch (KafkaException e) {
                throw new StartException(
                        "the Kafka at " + config.kafka().get(HubConfig.BOOTSTRAP)
                                + " (kafka.bootstrap.servers) cannot be used: " + e.getMessage(),
                        e);
            }
            return new Broker(config.kafka(), null, running);
        }
        EmbeddedKafka embedded =
                EmbeddedKafka.start(EmbeddedKafkaConfig.in(config.dataDir().resolve("kafka")));
        try {
            embedded.broken().thenAccept(reason -> onBroken.accept("the embedded Kafka broke: " + reason));
            Map<String, String> client = new HashMap<>(config.kafka());
            client.put(HubConfig.BOOTSTRAP, embedded.bootstrapServers());
            TopicAdmin.createMissing(client, Topics.ALL, config.topics().partitions(), ALONE);
            running.write(embedded.bootstrapServers());
            return new Broker(client, embedded, running);
        } catch (RuntimeException e) {
            embedded.close();
            throw e;
        }
    }

    /** Client properties, {@code bootstrap.servers} among them. */
    Map<String, String> client() {
        return client;
    }

    @Override
    public void close() {
        if (embedded != null) {
            running.remove();
            embedded.close();
        }
    }
}
