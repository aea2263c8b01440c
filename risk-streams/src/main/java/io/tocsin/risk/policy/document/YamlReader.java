// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.document;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.tocsin.risk.policy.document.YamlNode.Entry;
import io.tocsin.risk.policy.document.YamlNode.Items;
import io.tocsin.risk.policy.document.YamlNode.Mapping;
import io.tocsin.risk.policy.document.YamlNode.Nothing;
import io.tocsin.risk.policy.document.YamlNode.Place;
import io.tocsin.risk.policy.document.YamlNode.Scalar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Text becomes nodes: YAML without its surprises, that is without anchors, aliases, tags, tabs and keys said twice. */
final class YamlReader {
    /** In characters; the longest policy worth reading is far below, and a topic's record must hold one. */
    private static final int LONGEST = 256 * 1024;

    private static final int DEEPEST = 16;

    private final String text;
    private final List<String> lines;

    YamlReader(String text) {
        this.text = text;
        this.lines = text.lines().toList();
    }

    YamlNode read() {
        if (text.length() > LONGEST) {
            throw new PolicyException(
                    new Place(1, 1), "", "the document is longer than " + LONGEST + " characters; split the policy");
        }
        refuseTabs();
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            if (parser.nextToken() == null) {
                throw new PolicyException(
                        new Place(1, 1), "", "the document is empty, expected a policy with 'name', 'levels', …");
            }
            YamlNode root = node(parser, 0);
            if (parser.nextToken() != null) {
                throw new PolicyException(
                        place(parser), "", "a second document begins here, expected one policy a file");
            }
            return root;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new PolicyException(
                            at == null ? new Place(1, 1) : new Place(at.getLineNr(), at.getColumnNr()),
                            "",
                            "not YAML: " + inShort(e.getOriginalMessage()))
                    .because(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refuseTabs() {
        for (int i = 0; i < lines.size(); i++) {
            String indentation = lines.get(i)
                    .substring(
                            0,
                            lines.get(i).length() - lines.get(i).stripLeading().length());
            int tab = indentation.indexOf('\t');
            if (tab >= 0) {
                throw new PolicyException(
                        new Place(i + 1, tab + 1), "", "a tab in the indentation; YAML takes spaces only");
            }
        }
    }

    private YamlNode node(YAMLParser parser, int depth) throws IOException {
        Place place = place(parser);
        if (depth > DEEPEST) {
            throw new PolicyException(place, "", "nested more than " + DEEPEST + " deep, no part of a policy is");
        }
        if (parser.isCurrentAlias()) {
            throw new PolicyException(place, "", "an alias (*name); write the value out, policies have no anchors");
        }
        if (parser.getObjectId() != null) {
            throw new PolicyException(place, "", "an anchor (&name); remove it, policies have no aliases");
        }
        if (parser.getTypeId() != null) {
            throw new PolicyException(place, "", "a tag (!name); remove it, values of policies have no types");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, place, depth);
            case START_ARRAY -> items(parser, place, depth);
            case VALUE_NULL -> new Nothing(place);
            default ->
                new Scalar(
                        place,
                        parser.getText(),
                        parser.currentToken() == JsonToken.VALUE_STRING,
                        new Layout(lines, place));
        };
    }

    private Mapping mapping(YAMLParser parser, Place place, int depth) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            Place keyPlace = place(parser);
            parser.nextToken();
            Entry before = entries.put(key, new Entry(keyPlace, node(parser, depth + 1)));
            if (before != null) {
                throw new PolicyException(
                        keyPlace,
                        key,
                        "said twice in one mapping, first on line "
                                + before.keyPlace().line() + "; remove one of the two");
            }
        }
        return new Mapping(place, entries);
    }

    private Items items(YAMLParser parser, Place place, int depth) throws IOException {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser, depth + 1));
        }
        return new Items(place, items);
    }

    private static Place place(YAMLParser parser) {
        JsonLocation at = parser.currentTokenLocation();
        return new Place(at.getLineNr(), at.getColumnNr());
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
