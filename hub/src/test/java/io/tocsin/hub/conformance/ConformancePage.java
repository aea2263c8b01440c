// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.conformance;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The text of {@code docs/conformance.md}. */
final class ConformancePage {
    private ConformancePage() {}

    /** @param what the page is about, the beginning of a sentence */
    static String write(String what, List<Clause> clauses, NavigableMap<String, NavigableSet<String>> tests) {
        StringBuilder page = new StringBuilder("""
            # Conformance: clause by clause

            %s, and the tests that show it. Written from \
            the annotations in the tests by `ConformanceDocTest`, which fails where this page and the tests disagree; a \
            clause that no test shows says so. An id is the document and the section: `SSF` OpenID Shared Signals Framework \
            1.0, `CAEP` OpenID CAEP 1.0, `RISC` OpenID RISC 1.0, `IOP` CAEP interoperability profile 1.0 draft-01, `SET` \
            RFC 8417, `SUBID` RFC 9493, `PUSH` RFC 8935, `POLL` RFC 8936, `BEAR` RFC 6750, `AT` RFC 9068, `PRM` RFC 9728, \
            `ASM` RFC 8414, `FAPI` FAPI 2.0, `SCIM` RFC 9967, `SEC` what follows from several of them.

            """.formatted(what));
        long shown = clauses.stream()
                .filter(clause -> tests.containsKey(clause.id()))
                .count();
        long explained = clauses.stream()
                .filter(clause ->
                        !tests.containsKey(clause.id()) && !clause.remark().isEmpty())
                .count();
        page.append("Of %d clauses %d are shown by a test, %d have a remark instead, %d have neither.%n"
                .formatted(clauses.size(), shown, explained, clauses.size() - shown - explained));
        String section = "";
        for (Clause clause : clauses) {
            if (!clause.section().equals(section)) {
                section = clause.section();
                page.append("\n## ").append(section).append("\n\n");
                page.append("| clause | level | requirement | shown by |\n|---|---|---|---|\n");
            }
            page.append("| %s | %s | %s | %s |\n"
                    .formatted(clause.id(), clause.level(), clause.requirement(), evidence(clause, tests)));
        }
        return page.toString();
    }

    private static String evidence(Clause clause, Map<String, NavigableSet<String>> tests) {
        String named = tests.getOrDefault(clause.id(), new TreeSet<>()).stream()
                .map(test -> "`" + test + "`")
                .collect(Collectors.joining("<br>"));
        if (named.isEmpty() && clause.remark().isEmpty()) {
            return "**nothing yet**";
        }
        return named.isEmpty() || clause.remark().isEmpty()
                ? named + clause.remark()
                : named + "<br>" + clause.remark();
    }
}
