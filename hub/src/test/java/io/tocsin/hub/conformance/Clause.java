// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One clause, from a file with a line for each: {@code id;level;requirement;remark}. A line that begins with {@code ##}
 * opens a section, one with {@code #} is a comment.
 *
 * @param remark why no test shows it, or what was chosen; empty if there is nothing to say
 */
record Clause(String section, String id, String level, String requirement, String remark) {
    static List<Clause> read(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(Clause.class.getResourceAsStream(resource), resource)) {
            List<Clause> clauses = new ArrayList<>();
            String section = "";
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.startsWith("## ")) {
                    section = line.substring(3);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    clauses.add(parse(section, line));
                }
            }
            return clauses;
        }
    }

    /** The requirement itself may contain semicolons; id, level and remark do not. */
    private static Clause parse(String section, String line) {
        int id = line.indexOf(';');
        int level = line.indexOf(';', id + 1);
        int remark = line.lastIndexOf(';');
        if (id < 0 || level < 0 || remark <= level) {
            throw new IllegalArgumentException("\"" + line + "\" has too few columns, expected four");
        }
        return new Clause(
                section,
                line.substring(0, id),
                line.substring(id + 1, level),
                line.substring(level + 1, remark),
                line.substring(remark + 1));
    }
}
