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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages say what the tests say. After a change: {@code mvn -pl hub -am test -Dtocsin.docs=write}. */
class ConformanceDocTest {
    private static final Pattern CHOICE = Pattern.compile("A-\\d+");

    /** Whose duties a page lists, and which tests show them: one clause may be a duty of both. */
    enum Party {
        TRANSMITTER(
                "transmitter",
                "conformance.md",
                "What the standards ask of a transmitter and its authorization server",
                "../schemas/src/test/java",
                "../ssf-transmitter/src/test/java",
                "src/test/java",
                "../benchmarks/src/test/java"),
        RECEIVER(
                "receiver",
                "conformance-receiver.md",
                "What the standards ask of a receiver",
                "../ssf-receiver/src/test/java");

        private final String clauses;
        private final Path page;
        private final String what;

        @SuppressWarnings("ImmutableEnumChecker") // it is made immutable
        private final List<Path> tests;

        Party(String clauses, String page, String what, String... tests) {
            this.clauses = "/conformance/" + clauses + ".csv";
            this.page = Path.of("../docs").resolve(page);
            this.what = what;
            this.tests = List.of(tests).stream().map(Path::of).toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Party.class)
    void thePageListsEveryClauseWithTheTestsThatShowIt(Party party) throws IOException {
        List<Clause> clauses = Clause.read(party.clauses);
        String page = ConformancePage.write(party.what, clauses, AnnotatedTests.in(party.tests));
        if ("write".equals(System.getProperty("tocsin.docs"))) {
            Files.writeString(party.page, page);
        }
        assertThat(party.page)
                .as(party.page.getFileName() + " is out of date; write it with: mvn -pl hub -am test"
                        + " -Dtest=ConformanceDocTest -Dsurefire.failIfNoSpecifiedTests=false -Dtocsin.docs=write")
                .hasContent(page);
    }

    @ParameterizedTest
    @EnumSource(Party.class)
    void noTestNamesAClauseThatDoesNotExist(Party party) throws IOException {
        Set<String> known = new HashSet<>();
        Clause.read(party.clauses).forEach(clause -> known.add(clause.id()));
        List<String> unknown = AnnotatedTests.in(party.tests).keySet().stream()
                .filter(id -> !known.contains(id) && !CHOICE.matcher(id).matches())
                .toList();
        assertThat(unknown).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Party.class)
    void everyMandatoryClauseHasATestOrARemark(Party party) throws IOException {
        NavigableMap<String, NavigableSet<String>> named = AnnotatedTests.in(party.tests);
        assertThat(Clause.read(party.clauses).stream()
                        .filter(clause -> clause.level().startsWith("MUST"))
                        .filter(clause -> clause.remark().isEmpty() && !named.containsKey(clause.id()))
                        .map(Clause::id))
                .isEmpty();
    }
}
