// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tocsin.hub.config.value.Durations;
import io.tocsin.hub.config.value.KebabEnums;
import io.tocsin.hub.config.value.PlaceholderParser;
import io.tocsin.hub.config.value.Placeholders;
import io.tocsin.hub.config.value.Secrets;
import io.tocsin.schemas.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * One YAML file, read into records: keys in kebab case, unknown and repeated keys refused, placeholders resolved in
 * values, every message with file, line and key.
 */
public final class ConfigFile {
    private static final YAMLFactory YAML = new YAMLFactory();
    private static final ObjectMapper MAPPER = YAMLMapper.builder(YAML)
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS)
            .annotationIntrospector(new SealedIntrospector())
            .addHandler(new KebabEnums())
            .addModule(values())
            .build();

    private final String name;
    private final String text;
    private final Placeholders placeholders;

    private ConfigFile(String name, String text, Placeholders placeholders) {
        this.name = name;
        this.text = text;
        this.placeholders = placeholders;
    }

    private static Module values() {
        SimpleModule values = new SimpleModule("tocsin");
        values.setDeserializers(new LateRecords());
        return values.addDeserializer(Duration.class, new Durations()).addDeserializer(Secret.class, new Secrets());
    }

    /** Throws {@link ConfigException} where the file cannot be read or used. */
    public static <T> T read(Path file, Class<T> type, Function<String, @Nullable String> environment) {
        return of(file, environment).whole(type);
    }

    /**
     * As the other, of a text.
     *
     * @param name what messages call it
     * @param folder where relative {@code ${file:…}} paths start
     */
    public static <T> T read(
            String name, String text, Path folder, Class<T> type, Function<String, @Nullable String> environment) {
        return new ConfigFile(name, text, new Placeholders(environment, folder)).whole(type);
    }

    /**
     * One section alone, empty if the file has none. Nothing is asked of the rest, so that the secrets in it need not
     * be at hand.
     */
    public static <T> Optional<T> section(
            Path file, String key, Class<T> type, Function<String, @Nullable String> environment) {
        return of(file, environment).bind(JsonPointer.empty().appendProperty(key), type);
    }

    private static ConfigFile of(Path file, Function<String, @Nullable String> environment) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            return new ConfigFile(
                    file.toString(),
                    Files.readString(file),
                    new Placeholders(environment, folder == null ? file : folder));
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": there is no such file", e);
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private <T> T whole(Class<T> type) {
        return bind(JsonPointer.empty(), type)
                .orElseThrow(() -> new ConfigException(name + ": is empty, expected a section of keys"));
    }

    private <T> Optional<T> bind(JsonPointer at, Class<T> type) {
        Lines lines = null;
        try {
            JsonNode node = MAPPER.readTree(text).at(at);
            if (node.isMissingNode() || node.isNull()) {
                return Optional.empty();
            }
            lines = Lines.of(YAML, text);
            new KeyCheck(MAPPER).check(node, MAPPER.constructType(type), at);
            JsonParser plain = at.matches() ? MAPPER.createParser(text) : MAPPER.treeAsTokens(node);
            try (JsonParser parser = new PlaceholderParser(plain, placeholders)) {
                return Optional.ofNullable(MAPPER.readerFor(type)
                        .withAttribute(Placeholders.class, placeholders)
                        .readValue(parser));
            }
        } catch (KeyCheck.UnknownKey e) {
            throw new ConfigException(at(lines, e.at(), String.valueOf(e.getMessage())), e);
        } catch (JsonMappingException e) {
            throw new ConfigException(at(lines, at.append(Problem.at(e)), Problem.of(e)), e);
        } catch (JacksonException e) {
            throw new ConfigException(name + ":" + line(e) + ": " + Problem.ofText(e), e);
        } catch (IOException e) {
            throw new ConfigException(name + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private String at(@Nullable Lines lines, JsonPointer key, String problem) {
        String place = lines == null ? name : name + ":" + lines.of(key);
        return place + ": " + (key.matches() ? "" : Problem.dotted(key) + ": ") + problem;
    }

    private static int line(JacksonException e) {
        if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            return marked.getProblemMark().getLine() + 1;
        }
        return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    }
}
