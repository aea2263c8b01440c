// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The JSON of the admin API: names in snake case, times in RFC 3339, what is null is left out. */
public final class ViewJson {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addModule(new SimpleModule("views")
                    .addSerializer(Instant.class, new Written())
                    .addDeserializer(Instant.class, new Read()))
            .build();
    /** A newer hub may say more than we know. */
    private static final JsonMapper LENIENT = STRICT.rebuild()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ViewJson() {}

    public static byte[] write(Object view) {
        try {
            return STRICT.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view could not be written", e);
        }
    }

    /** What a hub answered. */
    public static <T> T readAnswer(byte[] json, Class<T> type) throws IOException {
        return LENIENT.readValue(json, type);
    }

    /** What a hub answered, a member for each name. */
    public static <T> Map<String, T> readMap(byte[] json, Class<T> type) throws IOException {
        return LENIENT.readValue(json, LENIENT.getTypeFactory().constructMapType(Map.class, String.class, type));
    }

    /** What somebody asks for: unknown members are refused. */
    public static <T> T read(byte[] json, Class<T> type) throws IOException {
        return STRICT.readValue(json, type);
    }

    /** What is wrong with a request's JSON, without repeating it. */
    public static String problem(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            List<Object> known =
                    unknown.getKnownPropertyIds() == null ? List.of() : List.copyOf(unknown.getKnownPropertyIds());
            return "has a member that is not known, expected " + known;
        } else if (e instanceof JsonMappingException mapping) {
            String where = mapping.getPath().isEmpty()
                    ? ""
                    : " at \"" + mapping.getPath().getLast().getFieldName() + "\"";
            Throwable cause = mapping.getCause();
            return "is not as expected" + where
                    + (cause instanceof IllegalArgumentException || cause instanceof NullPointerException
                            ? ": " + cause.getMessage()
                            : "");
        }
        return "is no JSON";
    }

    /** An enum's constant as JSON and query parameters have it. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static <E extends Enum<E>> List<String> words(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(ViewJson::word).toList();
    }

    private static final class Written extends StdScalarSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        Written() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant at, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(at.toString());
        }
    }

    private static final class Read extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        Read() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            try {
                return Instant.parse(json.getText());
            } catch (DateTimeException e) {
                return context.reportInputMismatch(Instant.class, "expected a time such as 2026-11-22T09:30:00Z");
            }
        }
    }
}
