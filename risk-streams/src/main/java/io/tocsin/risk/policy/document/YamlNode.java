// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.document;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A YAML document that still knows where each part of it stands. */
public sealed interface YamlNode {
    Place place();

    /** Line and column, both from 1. */
    record Place(int line, int column) {}

    record Mapping(Place place, Map<String, Entry> entries) implements YamlNode {}

    /** {@code keyPlace} is where the key stands. */
    record Entry(Place keyPlace, YamlNode value) {}

    record Items(Place place, List<YamlNode> items) implements YamlNode {}

    /** {@code isText}: it is quoted, or nothing but a text even if it is not. */
    record Scalar(
            Place place,
            String text,
            boolean isText,
            @Nullable Layout layout) implements YamlNode {
        /** One that stands in no document. */
        public Scalar(Place place, String text) {
            this(place, text, true, null);
        }

        /** Where the character at {@code index} of the text stands in the document. */
        public Place at(int index) {
            return layout == null ? new Place(place.line(), place.column() + index) : layout.at(text, index);
        }
    }

    /** A key without a value, or {@code null}. */
    record Nothing(Place place) implements YamlNode {}

    /** Reads a document; throws {@link PolicyException} if it is no YAML, says a key twice, or uses anchors or tags. */
    static YamlNode read(String text) {
        return new YamlReader(text).read();
    }
}
