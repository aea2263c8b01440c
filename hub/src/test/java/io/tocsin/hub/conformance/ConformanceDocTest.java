// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page says what the tests say. After a change: {@code mvn -pl hub -am test -Dtocsin.docs=write}. */
class ConformanceDocTest {
    private static final Path PAGE = Path.of("../docs/conformance.md");
    private static final List<Path> TESTS = List.of(
            Path.of("../schemas/src/test/java"),
            Path.of("../ssf-transmitter/src/test/java"),
            Path.of("../ssf-receiver/src/test/java"),
            Path.of("src/test/java"),
            Path.of("../benchmarks/src/test/java"));
    private static final Pattern CHOICE = Pattern.compile("A-\\d+");

    @Test
    void thePageListsEveryClauseWithTheTestsThatShowIt() throws IOException {
        List<Clause> clauses = Clause.read("/conformance/transmitter.csv");
        String page = ConformancePage.write(clauses, AnnotatedTests.in(TESTS));
        if ("write".equals(System.getProperty("tocsin.docs"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("docs/conformance.md is out of date; write it with: mvn -pl hub -am test"
                        + " -Dtest=ConformanceDocTest -Dsurefire.failIfNoSpecifiedTests=false -Dtocsin.docs=write")
                .hasContent(page);
    }

    @Test
    void noTestNamesAClauseThatDoesNotExist() throws IOException {
        Set<String> known = new HashSet<>();
        Clause.read("/conformance/transmitter.csv").forEach(clause -> known.add(clause.id()));
        List<String> unknown = AnnotatedTests.in(TESTS).keySet().stream()
                .filter(id -> !known.contains(id) && !CHOICE.matcher(id).matches())
                .toList();
        assertThat(unknown).isEmpty();
    }

    @Test
    void everyMandatoryClauseHasATestOrARemark() throws IOException {
        NavigableMap<String, NavigableSet<String>> named = AnnotatedTests.in(TESTS);
        assertThat(Clause.read("/conformance/transmitter.csv").stream()
                        .filter(clause -> clause.level().startsWith("MUST"))
                        .filter(clause -> clause.remark().isEmpty() && !named.containsKey(clause.id()))
                        .map(Clause::id))
                .isEmpty();
    }
}
