// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.json.Json;
import io.tocsin.schemas.receiver.Dialect;
import io.tocsin.schemas.set.SetClaims;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each dialect makes of each event, against a file that says so, member by member; where a dialect has no words,
 * the file says why. Where the rules come from is in the README beside the files. With {@code -Dgolden.write=DIR} the
 * files are written there instead, to be read by a person before they are kept.
 */
@Requirement({"A-27", "A-35", "A-38", "IOP-2.5-1", "IOP-2.8.1-1", "IOP-3-1"})
class GoldenTest {
    private static final ObjectMapper PRETTY = new ObjectMapper();

    static Stream<Arguments> everything() {
        return Stream.of(Dialect.values())
                .flatMap(dialect -> Events.all().entrySet().stream()
                        .map(event -> Arguments.of(dialect, event.getKey(), event.getValue())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everything")
    @Requirement("SSF-3.1.1-1")
    void everyDialectWritesEveryEventAsItsFileSays(Dialect dialect, String name, SetClaims claims) throws IOException {
        String file = dialect.name().toLowerCase(Locale.ROOT).replace('_', '-') + "/" + name + ".json";
        JsonNode written = written(dialect, claims);

        String target = System.getProperty("golden.write");
        if (target != null) {
            Path path = Path.of(target, file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, PRETTY.writerWithDefaultPrettyPrinter().writeValueAsString(written) + "\n");
        }
        assertThat(written).as(file).isEqualTo(golden(file));
    }

    private static JsonNode written(Dialect dialect, SetClaims claims) {
        InexpressibleException[] refusal = new InexpressibleException[1];
        ObjectNode[] written = new ObjectNode[1];
        refusal[0] = catchThrowableOfType(
                InexpressibleException.class,
                () -> written[0] = SetProfile.writer(dialect).claims(claims));
        return refusal[0] == null
                ? Json.parse(Json.write(written[0]))
                : Json.object().put("inexpressible", refusal[0].getMessage());
    }

    private static JsonNode golden(String file) {
        try (InputStream in = GoldenTest.class.getResourceAsStream(file)) {
            assertThat(in).as("there is no file " + file).isNotNull();
            return Json.parse(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
