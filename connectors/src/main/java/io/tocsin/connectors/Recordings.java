// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.tocsin.connectors.crowdstrike.FalconStream;
import io.tocsin.connectors.poll.CrowdStrikeConfig;
import io.tocsin.connectors.poll.EventHubsConfig;
import io.tocsin.connectors.poll.PollConfig;
import io.tocsin.connectors.record.Recording;
import io.tocsin.connectors.record.Sessions;
import io.tocsin.schemas.secret.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sessions with vendors, kept as files. */
public final class Recordings {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .addModule(new SimpleModule("recordings")
                    .addSerializer(Secret.class, new NoSecret())
                    .addSerializer(Duration.class, ToStringSerializer.instance)
                    .addDeserializer(Secret.class, new AnySecret()))
            .build();

    /** What no vendor knows. */
    private static final Set<String> NOT_IN_PATHS = Set.of("type", "name", "tenant");

    private Recordings() {}

    /**
     * Asks a connector's vendor and keeps what it answers, masked. Blocks. Throws {@link IllegalArgumentException} for
     * a connector that asks nothing, and {@link IllegalStateException} where the masked session would not be the same.
     *
     * @param passes how often to read each feed to its end
     */
    public static Recording record(PollConfig config, int passes, InstantSource clock) throws InterruptedException {
        List<String> open = staysOpen(config);
        if (config.api() == null || (config instanceof CrowdStrikeConfig falcon && open.equals(falcon.feeds()))) {
            throw new IllegalArgumentException("connector " + config.name() + " reads what stays open ("
                    + String.join(", ", open)
                    + "), which has no questions and no end that a replay could go by: nothing is recorded");
        }
        ObjectNode settings = settings(config);
        Set<String> own = new HashSet<>();
        settings.properties().forEach(each -> {
            if (each.getValue().isTextual() && !NOT_IN_PATHS.contains(each.getKey())) {
                own.add(each.getValue().textValue());
            }
        });
        return Sessions.record(
                settings, own, passes, (way, time) -> PollSources.open(config, time, way), Recordings::opening, clock);
    }

    /** Those of a connector's feeds that cannot be recorded. */
    public static List<String> staysOpen(PollConfig config) {
        if (config instanceof EventHubsConfig hubs) {
            return hubs.topics();
        }
        return config instanceof CrowdStrikeConfig falcon
                ? falcon.feeds().stream().filter(FalconStream.FAMILY::equals).toList()
                : List.of();
    }

    /** Reads a recording as if its vendor answered; what is different from then, in words. Blocks. */
    public static List<String> replay(Recording recording) throws InterruptedException {
        return Sessions.replay(recording, Recordings::opening);
    }

    /** As text, to be kept. */
    public static String write(Recording recording) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(recording) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a recording is JSON", e);
        }
    }

    /** Throws {@link IllegalArgumentException} for what is no recording. */
    public static Recording read(String text) {
        try {
            return JSON.readValue(text, Recording.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("found no recording: " + e.getOriginalMessage(), e);
        }
    }

    private static Sessions.Opening opening(JsonNode settings) {
        try {
            PollConfig config = JSON.treeToValue(settings, PollConfig.class);
            return (way, clock) -> PollSources.open(config, clock, way);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("connector: " + e.getOriginalMessage(), e);
        }
    }

    private static ObjectNode settings(PollConfig config) {
        try {
            ObjectNode all =
                    (ObjectNode) JSON.readTree(JSON.writerFor(PollConfig.class).writeValueAsString(config));
            all.remove(List.of("api", "schedule"));
            return all;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a configuration is JSON", e);
        }
    }

    private static final class NoSecret extends StdScalarSerializer<Secret> {
        private static final long serialVersionUID = 1L;

        NoSecret() {
            super(Secret.class);
        }

        @Override
        public void serialize(Secret secret, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString("none");
        }
    }

    private static final class AnySecret extends StdScalarDeserializer<Secret> {
        private static final long serialVersionUID = 1L;

        AnySecret() {
            super(Secret.class);
        }

        @Override
        public Secret deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Secret.of(parser.getText());
        }
    }
}
