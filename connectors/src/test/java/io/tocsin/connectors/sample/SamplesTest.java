// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.mapping.Harvest;
import io.tocsin.connectors.sample.Readings.Reading;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.schemas.signal.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every sample payload, and everything that comes of it, field by field: {@code expected/<sample>.txt} has the signals,
 * and which members of a record it cannot do without. What came out in a run is left in {@code target/samples}.
 */
class SamplesTest {
    private static final Path ROOT = Path.of("src/test/resources");
    private static final Set<String> NO_SAMPLES = Set.of("expected");

    @Test
    void noSampleIsForgotten() throws IOException {
        Set<String> known = new TreeSet<>(SampleReadings.ALL.keySet());
        known.addAll(SampleReadings.READ_ELSEWHERE.keySet());
        assertThat(files()).isSubsetOf(known);
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(Files::isRegularFile)
                    .map(ROOT::relativize)
                    .filter(file -> file.getNameCount() > 1
                            && !NO_SAMPLES.contains(file.getName(0).toString()))
                    .map(Path::toString)
                    .toList();
        }
    }

    static Stream<String> samples() {
        return SampleReadings.ALL.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleBecomesTheSignalsThatItMeans(String sample) throws Exception {
        Reading reading = SampleReadings.of(sample);
        String found = Rendered.harvest(reading.read(Samples.json(sample))) + "needs: "
                + String.join(" ", indispensable(sample, reading)) + "\n";
        Path kept = Path.of("target/samples/" + sample + ".txt");
        Files.createDirectories(kept.getParent());
        Files.writeString(kept, found);
        assertThat(found).isEqualTo(new String(Samples.bytes("expected/" + sample + ".txt"), UTF_8));
    }

    /** Members whose absence sets a record aside; their places in arrays as stars. */
    private static Set<String> indispensable(String sample, Reading reading) throws Exception {
        Set<String> needed = new TreeSet<>();
        for (int i = 0; i < reading.count(Samples.json(sample)); i++) {
            for (String member : members(reading.record(Samples.json(sample), i), "")) {
                JsonNode body = Samples.json(sample);
                remove(reading.record(body, i), JsonPointer.compile(member));
                if (!reading.read(body).deadLetters().isEmpty()) {
                    needed.add(member.replaceAll("/\\d+(?=/|$)", "/*"));
                }
            }
        }
        return needed;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void nothingInARecordHarmsTheOthers(String sample) throws Exception {
        Reading reading = SampleReadings.of(sample);
        List<String> failed = new ArrayList<>();
        JsonNode original = Samples.json(sample);
        int count = reading.count(original);
        for (int i = 0; i < count; i++) {
            List<String> others = ids(without(reading, sample, i));
            for (String member : members(reading.record(original, i), "")) {
                for (Change change : Change.values()) {
                    JsonNode body = original.deepCopy();
                    change.make(reading.record(body, i), JsonPointer.compile(member));
                    Harvest harvest = reading.read(body);
                    boolean ours = harvest.deadLetters().stream()
                            .anyMatch(letter -> letter.reason().startsWith("our failure"));
                    if (ours || !ids(harvest).containsAll(others)) {
                        failed.add("record " + i + ": " + change + " " + member);
                    }
                }
            }
        }
        assertThat(failed).isEmpty();
    }

    private static Harvest without(Reading reading, String sample, int index)
            throws FaultException, InterruptedException {
        JsonNode body = Samples.json(sample);
        JsonNode list = reading.list(body);
        if (!(list instanceof ArrayNode array)) {
            return Readings.nothing();
        }
        array.remove(index);
        return reading.read(body);
    }

    private static List<String> ids(Harvest harvest) {
        return harvest.signals().stream().map(Signal::id).toList();
    }

    /** What vendors do to their formats. */
    private enum Change {
        LEFT_OUT,
        NEW_WORD,
        NUMBER,
        OBJECT;

        void make(JsonNode record, JsonPointer member) {
            if (this == LEFT_OUT) {
                remove(record, member);
                return;
            }
            JsonNodeFactory json = JsonNodeFactory.instance;
            JsonNode value = switch (this) {
                case NEW_WORD -> json.textNode("SOMETHING_NEW");
                case NUMBER -> json.numberNode(7);
                case OBJECT -> json.objectNode();
                case LEFT_OUT -> throw new IllegalStateException("nothing to set");
            };
            set(record, member, value);
        }
    }

    /** All members of a value, of objects and arrays within it too. */
    private static List<String> members(JsonNode value, String at) {
        List<String> members = new ArrayList<>();
        if (value.isObject()) {
            value.properties().forEach(member -> {
                String path = at + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
                members.add(path);
                members.addAll(members(member.getValue(), path));
            });
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                members.addAll(members(value.get(i), at + "/" + i));
            }
        }
        return members;
    }

    private static void remove(JsonNode record, JsonPointer member) {
        ((ObjectNode) record.at(member.head())).remove(member.last().getMatchingProperty());
    }

    private static void set(JsonNode record, JsonPointer member, JsonNode value) {
        ((ObjectNode) record.at(member.head())).set(member.last().getMatchingProperty(), value);
    }
}
