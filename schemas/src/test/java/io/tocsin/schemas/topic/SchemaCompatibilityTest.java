// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tocsin.schemas.registry.Released;
import io.tocsin.schemas.registry.SchemaText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaCompatibilityTest {
    private static final String RELEASED = "src/main/resources/io/tocsin/schemas/registry/released/";

    static Stream<Schema> current() {
        return Topics.ALL.stream()
                .map(topic -> SchemaText.plain(topic.values().type().schema()))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("current")
    void everyReleasedFormReadsTheCurrentOneAndIsReadByIt(Schema current) {
        List<Schema> copies = Released.copies(current.getName());
        for (int n = 1; n <= copies.size(); n++) {
            Schema copy = copies.get(n - 1);
            assertThat(problems(current, copy))
                    .as("the current %s reads what released form %d wrote", current.getName(), n)
                    .isEmpty();
            assertThat(problems(copy, current))
                    .as("released form %d reads what the current %s writes", n, current.getName())
                    .isEmpty();
        }
    }

    private static List<String> problems(Schema reader, Schema writer) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult();
        return result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE
                ? List.of()
                : result.getIncompatibilities().stream()
                        .map(problem -> problem.getLocation() + ": " + problem.getMessage())
                        .toList();
    }

    /** Else data written today could not be read by a version that has changed the schema again. */
    @ParameterizedTest
    @MethodSource("current")
    void theCurrentFormIsTheNewestOfTheKeptCopies(Schema current) throws IOException {
        List<Schema> copies = Released.copies(current.getName());
        Path proposed = Path.of("target", "released", current.getName() + ".avsc");
        Files.createDirectories(proposed.getParent());
        Files.writeString(proposed, pretty(current), UTF_8);

        Schema newest = copies.isEmpty() ? null : copies.getLast();
        assertThat(newest)
                .as(
                        """
                        schema %s has changed. If copy %d has been in a release, keep it and add the next:
                            cp schemas/%s schemas/%s%s/%d.avsc
                        else overwrite it:
                            cp schemas/%s schemas/%s%s/%d.avsc
                        """,
                        current.getName(),
                        copies.size(),
                        proposed,
                        RELEASED,
                        current.getName(),
                        copies.size() + 1,
                        proposed,
                        RELEASED,
                        current.getName(),
                        Math.max(1, copies.size()))
                .isNotNull()
                .matches(copy -> pretty(copy).equals(pretty(current)), "equals the current form");
    }

    private static String pretty(Schema schema) {
        try {
            JsonMapper mapper = JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();
            return mapper.writeValueAsString(mapper.readTree(schema.toString())) + "\n";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
