// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tocsin.risk.policy.document.PolicyException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The schema for editors against the reader: it may know less, and never more. */
class SchemaTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Policy.schema());

    private static boolean allows(JsonNode document) throws IOException {
        return SCHEMA.validate(JSON.writeValueAsString(document), InputFormat.JSON)
                .isEmpty();
    }

    private static String sound() throws IOException {
        try (InputStream in = SchemaTest.class.getResourceAsStream("sound.yaml")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void theDefaultPolicyFits() throws IOException {
        assertThat(SCHEMA.validate(JSON.writeValueAsString(YAML.readTree(Policy.text(null))), InputFormat.JSON))
                .isEmpty();
        assertThat(allows(YAML.readTree(sound()))).isTrue();
    }

    @Test
    void itFindsMisspeltKeysAndWords() throws IOException {
        assertThat(allows(YAML.readTree(sound().replace("half-life", "halflife"))))
                .isFalse();
        assertThat(allows(YAML.readTree(sound().replace("level: high", "level: hihg"))))
                .isFalse();
        assertThat(allows(YAML.readTree(sound().replace("weight: 50", "weight: 500"))))
                .isFalse();
    }

    @Test
    void whatItRefusesTheReaderRefuses() throws IOException {
        Random random = new Random(20261122);
        JsonNode sound = YAML.readTree(sound());
        assertThat(Policy.read("sound.yaml", YAML.writeValueAsBytes(sound)).rules())
                .hasSize(3);
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            ObjectNode mutant = sound.deepCopy();
            String what = mutate(mutant, random);
            if (!allows(mutant)) {
                refused++;
                byte[] text = YAML.writeValueAsBytes(mutant);
                assertThat(catchThrowable(() -> Policy.read("mutant.yaml", text)))
                        .as("%s in%n%s", what, new String(text, UTF_8))
                        .isInstanceOf(PolicyException.class);
            }
        }
        assertThat(refused).isGreaterThan(150);
    }

    private static String mutate(JsonNode document, Random random) {
        List<JsonNode> inner = new ArrayList<>();
        collect(document, inner);
        JsonNode parent = inner.get(random.nextInt(inner.size()));
        JsonNode other = switch (random.nextInt(6)) {
            case 0 -> JSON.createArrayNode();
            case 1 -> JSON.createObjectNode();
            case 2 -> JSON.getNodeFactory().textNode("no such thing!");
            case 3 -> JSON.getNodeFactory().numberNode(-7);
            case 4 -> JSON.nullNode();
            default -> JSON.getNodeFactory().textNode("50");
        };
        if (parent instanceof ArrayNode array) {
            int index = random.nextInt(array.size());
            array.set(index, other);
            return "[" + index + "] = " + other;
        }
        ObjectNode object = (ObjectNode) parent;
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(name + "x", object.remove(name));
            default -> object.set(name, other);
        }
        return name + " = " + other;
    }

    private static void collect(JsonNode node, List<JsonNode> inner) {
        if (node.isContainerNode() && !node.isEmpty()) {
            inner.add(node);
        }
        node.forEach(child -> collect(child, inner));
    }
}
