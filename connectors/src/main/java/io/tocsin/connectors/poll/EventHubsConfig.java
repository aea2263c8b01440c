// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.poll;

import io.tocsin.schemas.secret.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft's diagnostic logs, as an Azure Event Hubs namespace hands them out by the Kafka protocol.
 *
 * @param directory the directory's (tenant's) id, as of the connectors that ask Graph
 * @param bootstrap the namespace's host and port, {@code acme.servicebus.windows.net:9093}
 * @param topics its event hubs, {@code insights-logs-signinlogs} and the like
 * @param connectionString of a policy that may listen; absent where {@code kafka} says how we prove who we are
 * @param kafka properties of the Kafka client besides
 */
public record EventHubsConfig(
        String name,
        String tenant,
        String directory,
        String bootstrap,
        List<String> topics,
        @Nullable Secret connectionString,
        Map<String, String> kafka,
        Schedule schedule)
        implements PollConfig {
    public EventHubsConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        directory = Checked.word(name, "directory", directory);
        bootstrap = Checked.present(name, "bootstrap", bootstrap);
        topics = topics == null ? List.of() : List.copyOf(topics);
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("connector " + name + ": topics is empty, expected one or more");
        }
        for (String topic : topics) {
            Checked.word(name, "topics", topic);
        }
        kafka = kafka == null ? Map.of() : Map.copyOf(kafka);
        if (connectionString == null && !kafka.containsKey("security.protocol")) {
            throw new IllegalArgumentException("connector " + name
                    + ": connection-string is missing, expected it, or security.protocol and the like in kafka");
        }
        schedule = schedule == null ? Schedule.USUAL : schedule;
    }

    /** Of a client; holds the secret. */
    public Map<String, String> client() {
        Map<String, String> client = new HashMap<>();
        client.put("bootstrap.servers", bootstrap);
        // Azure closes what is silent for four minutes
        client.put("connections.max.idle.ms", "180000");
        client.put("metadata.max.age.ms", "180000");
        client.put("request.timeout.ms", "60000");
        Secret secret = connectionString;
        if (secret != null) {
            client.put("security.protocol", "SASL_SSL");
            client.put("sasl.mechanism", "PLAIN");
            client.put(
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required"
                            + " username=\"$ConnectionString\" password=\"" + quoted(secret.reveal()) + "\";");
        }
        client.putAll(kafka);
        return client;
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Without the client's properties, which may hold a secret. */
    @Override
    public String toString() {
        return "EventHubsConfig[name=" + name + ", tenant=" + tenant + ", topics=" + topics + "]";
    }
}
