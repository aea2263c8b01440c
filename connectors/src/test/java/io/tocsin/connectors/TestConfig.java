// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.schemas.secret.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;

/** Binds configuration records the way the program does: kebab case, unknown keys refused. */
public final class TestConfig {
    private static final ObjectMapper MAPPER = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule()
                    .addDeserializer(Secret.class, new Text<>(Secret.class, Secret::of))
                    .addDeserializer(Duration.class, new Text<>(Duration.class, Duration::parse)))
            .build();

    private TestConfig() {}

    /** The file that the manual shows. */
    public static ConnectorsConfig sample() throws IOException {
        return read(new String(Samples.bytes("connectors.yaml"), UTF_8));
    }

    static ConnectorsConfig read(String yaml) throws IOException {
        return MAPPER.readValue(yaml, ConnectorsConfig.class);
    }

    private static final class Text<T> extends FromStringDeserializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Function<String, T> parse;

        Text(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        protected T _deserialize(String value, DeserializationContext context) {
            return parse.apply(value);
        }
    }
}
