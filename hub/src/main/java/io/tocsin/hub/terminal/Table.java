// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.terminal;

import io.tocsin.hub.terminal.Terminal.Style;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows under headings, each column as wide as its widest cell. On a terminal the last column gives way where a row
 * would be too long; elsewhere nothing is ever cut.
 */
public final class Table {
    private static final String GAP = "  ";
    private static final int LEAST = 8;

    private final List<Column> columns = new ArrayList<>();
    private final List<List<Cell>> rows = new ArrayList<>();

    private record Column(String heading, boolean right) {}

    /** What stands in one place, and how. */
    public record Cell(String text, Style style) {
        public Cell {
            text = Plain.safe(text);
        }

        public static Cell of(String text) {
            return new Cell(text, Style.PLAIN);
        }
    }

    /** A heading that begins with {@code >} is that of numbers, aligned to the right. */
    public Table(String... headings) {
        for (String heading : headings) {
            boolean right = heading.startsWith(">");
            columns.add(new Column(right ? heading.substring(1) : heading, right));
        }
    }

    public Table row(Cell... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("a row of " + cells.length + " cells, expected " + columns.size());
        }
        rows.add(List.of(cells));
        return this;
    }

    public void print(PrintWriter out, Terminal terminal) {
        int[] widths = widths(terminal);
        List<Cell> headings = columns.stream()
                .map(column -> new Cell(column.heading(), Style.DIM))
                .toList();
        out.println(line(headings, widths, terminal));
        rows.forEach(row -> out.println(line(row, widths, terminal)));
    }

    private int[] widths(Terminal terminal) {
        int[] widths = new int[columns.size()];
        int total = -GAP.length();
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    columns.get(i).heading().length(),
                    rows.stream()
                            .mapToInt(row -> length(row.get(column).text()))
                            .max()
                            .orElse(0));
            total += widths[i] + GAP.length();
        }
        int last = widths.length - 1;
        if (total > terminal.width()) {
            widths[last] = Math.max(LEAST, widths[last] - (total - terminal.width()));
        }
        return widths;
    }

    private String line(List<Cell> cells, int[] widths, Terminal terminal) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            Cell cell = cells.get(i);
            String text = cut(cell.text(), widths[i]);
            String space = " ".repeat(widths[i] - length(text));
            boolean last = i == widths.length - 1;
            line.append(i == 0 ? "" : GAP)
                    .append(columns.get(i).right() ? space : "")
                    .append(terminal.paint(text.isEmpty() ? Style.PLAIN : cell.style(), text))
                    .append(columns.get(i).right() || last ? "" : space);
        }
        return line.toString().stripTrailing();
    }

    private static String cut(String text, int width) {
        return length(text) <= width ? text : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "\u2026";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
