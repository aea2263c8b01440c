// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import io.tocsin.hub.run.HubConfig;
import io.tocsin.hub.run.Role;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation shows can be used as it stands. */
class ShippedConfigurationsTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final KebabCaseStrategy KEBAB = new KebabCaseStrategy();

    static Stream<Path> documented() throws IOException {
        try (Stream<Path> files = Files.list(DOCS)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("admin-api.yaml"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("documented")
    void everyConfigurationInTheDocumentationIsRead(Path file) {
        assertThat(read(file).roles()).isNotEmpty();
    }

    @Test
    void theProductionExampleRunsEveryRoleThatNeedsKafka() {
        HubConfig hub = read(DOCS.resolve("hub.yaml"));
        assertThat(hub.roles())
                .containsExactly(Role.CONNECTORS, Role.INBOUND, Role.RISK, Role.TRANSMITTER, Role.ACTIONS);
        assertThat(hub.tenants()).containsExactly("acme");
        assertThat(hub.kafka()).containsEntry("security.protocol", "SASL_SSL");
        assertThat(hub.topics().partitions()).isEqualTo(12);
    }

    @Test
    void theEdgeExampleNeedsNoKafka() {
        assertThat(read(DOCS.resolve("edge.yaml")).roles()).containsExactly(Role.EDGE);
    }

    @Test
    void everyKeyThatAConfigurationMayHaveIsNamedInTheDocumentation() throws IOException {
        String documentation = text();
        Set<String> keys = new TreeSet<>();
        collect(HubConfig.class, "", keys, new HashSet<>());
        assertThat(keys)
                .hasSizeGreaterThan(300)
                .allSatisfy(key -> assertThat(documentation)
                        .containsPattern(
                                "(?<![a-z-])" + Pattern.quote(key.substring(key.lastIndexOf('.') + 1)) + "(?![a-z-])"));
    }

    private static String text() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(DOCS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file)).append('\n');
            }
        }
        return text.toString();
    }

    /** The keys of a type's records, with where they stand. */
    private static void collect(Type type, String at, Set<String> keys, Set<Type> seen) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                collect(argument, at, keys, seen);
            }
        } else if (type instanceof Class<?> one && one.getName().startsWith("io.tocsin.") && seen.add(one)) {
            if (one.isSealed()) {
                for (Class<?> alternative : one.getPermittedSubclasses()) {
                    collect(alternative, at, keys, seen);
                }
            } else if (one.isRecord()) {
                for (RecordComponent component : one.getRecordComponents()) {
                    String key = at + "." + KEBAB.translate(component.getName());
                    keys.add(key);
                    collect(component.getGenericType(), key, keys, seen);
                }
            }
        }
    }

    private static HubConfig read(Path file) {
        return ConfigFile.read(file, HubConfig.class, ShippedConfigurationsTest::madeUp);
    }

    /** The signature's secret has a form of its own. */
    private static String madeUp(String name) {
        return name.equals("KEYCLOAK_HOOK_SECRET") ? "whsec_bWFkZS11cC1zZWNyZXQ=" : "made-up-" + name;
    }
}
