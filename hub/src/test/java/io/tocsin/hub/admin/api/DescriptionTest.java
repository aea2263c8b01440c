// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/admin-api.yaml says what is served, neither less nor more. */
class DescriptionTest {
    private static final Set<String> METHODS = Set.of("get", "post", "delete");
    private final JsonNode described;

    DescriptionTest() throws IOException {
        described = new YAMLMapper().readTree(Files.readString(Path.of("..", "docs", "admin-api.yaml")));
    }

    @Test
    void everyEndpointIsDescribedAndNothingElse() {
        Set<String> documented = new TreeSet<>();
        described
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (METHODS.contains(method)) {
                        documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        Set<String> served = new TreeSet<>();
        AdminApi.endpoints().forEach(endpoint -> served.add(endpoint.method() + " " + endpoint.path()));
        assertThat(documented).isEqualTo(served);
    }

    @Test
    void everyMemberIsDescribedAndNothingElse() throws IOException {
        Map<String, Class<?>> views = views();
        assertThat(described.path("components").path("schemas").properties())
                .isNotEmpty()
                .allSatisfy(schema -> {
                    Class<?> view = views.get(schema.getKey());
                    assertThat(view).as(schema.getKey()).isNotNull();
                    Set<String> members = new TreeSet<>();
                    schema.getValue().path("properties").fieldNames().forEachRemaining(members::add);
                    assertThat(members).as(schema.getKey()).isEqualTo(members(view));
                });
        assertThat(described.path("components").path("schemas").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(views.keySet());
    }

    private static Set<String> members(Class<?> view) {
        PropertyNamingStrategies.SnakeCaseStrategy names = new PropertyNamingStrategies.SnakeCaseStrategy();
        Set<String> members = new TreeSet<>();
        for (RecordComponent component : view.getRecordComponents()) {
            members.add(names.translate(component.getName()));
        }
        return members;
    }

    /** Every record of the package, nested ones too, by its simple name. */
    private static Map<String, Class<?>> views() throws IOException {
        Path sources = Path.of("src", "main", "java");
        Path views = sources.resolve(Path.of("io", "tocsin", "hub", "admin", "view"));
        Map<String, Class<?>> found = new HashMap<>();
        try (Stream<Path> files = Files.walk(views)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name =
                        sources.relativize(file).toString().replace(".java", "").replace('/', '.');
                if (!name.endsWith("package-info")) {
                    add(found, name);
                }
            }
        }
        return found;
    }

    private static void add(Map<String, Class<?>> views, String name) {
        try {
            Class<?> view = Class.forName(name);
            Stream.concat(Stream.of(view), Arrays.stream(view.getDeclaredClasses()))
                    .filter(Class::isRecord)
                    .forEach(record -> views.put(record.getSimpleName(), record));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
