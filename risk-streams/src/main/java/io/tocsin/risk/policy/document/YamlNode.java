// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.document;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A YAML document that still knows where each part of it stands. */
public sealed interface YamlNode {
    Place place();

    /** Line and column, both from 1. */
    record Place(int line, int column) {
        static Place of(JsonLocation location) {
            return new Place(location.getLineNr(), location.getColumnNr());
        }
    }

    record Mapping(Place place, Map<String, Entry> entries) implements YamlNode {}

    /** {@code keyPlace} is where the key stands. */
    record Entry(Place keyPlace, YamlNode value) {}

    record Items(Place place, List<YamlNode> items) implements YamlNode {}

    /** {@code isText}: it is quoted, or nothing but a text even if it is not. */
    record Scalar(Place place, String text, boolean isText) implements YamlNode {
        public Scalar(Place place, String text) {
            this(place, text, true);
        }
    }

    /** A key without a value, or {@code null}. */
    record Nothing(Place place) implements YamlNode {}

    /** Reads a document; throws {@link PolicyException} if it is no YAML, says a key twice, or uses anchors. */
    static YamlNode read(String text) {
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            if (parser.nextToken() == null) {
                throw new PolicyException(
                        new Place(1, 1), "", "the document is empty, expected a policy with 'name', 'levels', …");
            }
            YamlNode root = node(parser, 0);
            if (parser.nextToken() != null) {
                throw new PolicyException(
                        Place.of(parser.currentTokenLocation()),
                        "",
                        "a second document begins here, expected one policy a file");
            }
            return root;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new PolicyException(
                    at == null ? new Place(1, 1) : Place.of(at), "", "not YAML: " + inShort(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static YamlNode node(YAMLParser parser, int depth) throws IOException {
        Place place = Place.of(parser.currentTokenLocation());
        if (depth > 16) {
            throw new PolicyException(place, "", "nested more than 16 deep, no part of a policy is");
        }
        if (parser.isCurrentAlias()) {
            throw new PolicyException(place, "", "an alias (*name); write the value out, policies have no anchors");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, place, depth);
            case START_ARRAY -> items(parser, place, depth);
            case VALUE_NULL -> new Nothing(place);
            default -> new Scalar(place, parser.getText(), parser.currentToken() == JsonToken.VALUE_STRING);
        };
    }

    private static Mapping mapping(YAMLParser parser, Place place, int depth) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            Place keyPlace = Place.of(parser.currentTokenLocation());
            parser.nextToken();
            if (entries.put(key, new Entry(keyPlace, node(parser, depth + 1))) != null) {
                throw new PolicyException(keyPlace, key, "said twice in one mapping; remove one of the two");
            }
        }
        return new Mapping(place, entries);
    }

    private static Items items(YAMLParser parser, Place place, int depth) throws IOException {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser, depth + 1));
        }
        return new Items(place, items);
    }

    /** What and why, without the parser's picture of the place. */
    private static String inShort(@Nullable String message) {
        return message == null
                ? "unreadable"
                : message.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith(" "))
                        .collect(joining(", "));
    }
}
