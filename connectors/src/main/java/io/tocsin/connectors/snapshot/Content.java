// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.snapshot;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.json.JsonAt;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The part of a record that is kept and compared from one snapshot to the next. */
public final class Content {
    private final List<JsonPointer> parts;

    private Content(List<JsonPointer> parts) {
        this.parts = parts;
    }

    /** Members of objects, as JSON pointers; in that order. */
    public static Content of(String... pointers) {
        return new Content(Arrays.stream(pointers).map(JsonPointer::compile).toList());
    }

    /** Members of the record itself, in that order. */
    public static Content ofMembers(Collection<String> members) {
        return new Content(members.stream()
                .map(member -> JsonPointer.empty().appendProperty(member))
                .toList());
    }

    /** As JSON of the record's own shape; what is absent or null is left out. */
    public String read(JsonAt record) {
        return node(record).toString();
    }

    /** The same, to be added to. */
    public ObjectNode node(JsonAt record) {
        record.requireObject();
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (JsonPointer part : parts) {
            JsonNode value = record.node().at(part);
            if (!value.isMissingNode() && !value.isNull()) {
                ObjectNode parent = kept;
                JsonPointer rest = part;
                while (!rest.tail().matches()) {
                    String member = rest.getMatchingProperty();
                    JsonNode known = parent.get(member);
                    parent = known instanceof ObjectNode object ? object : parent.putObject(member);
                    rest = rest.tail();
                }
                parent.set(rest.getMatchingProperty(), value);
            }
        }
        return kept;
    }
}
