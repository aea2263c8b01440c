// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.report;

import java.util.List;

/** Text that becomes HTML; everything that is not markup of our own is escaped. */
final class Html {
    private final StringBuilder text = new StringBuilder();

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    Html markup(String markup) {
        text.append(markup);
        return this;
    }

    Html text(String plain) {
        text.append(escaped(plain));
        return this;
    }

    Html heading(String plain) {
        return markup("<h2>").text(plain).markup("</h2>\n");
    }

    Html paragraph(String plain) {
        return markup("<p>").text(plain).markup("</p>\n");
    }

    /**
     * A table.
     *
     * @param headings those that begin with {@code >} are of numbers
     */
    Html table(String caption, List<String> headings, List<List<String>> rows) {
        markup("<div class=\"scroll\"><table><caption>").text(caption).markup("</caption><thead><tr>");
        for (String heading : headings) {
            boolean number = heading.startsWith(">");
            markup(number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">")
                    .text(number ? heading.substring(1) : heading)
                    .markup("</th>");
        }
        markup("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            markup("<tr>");
            for (int i = 0; i < row.size(); i++) {
                markup(headings.get(i).startsWith(">") ? "<td class=\"n\">" : "<td>")
                        .text(row.get(i))
                        .markup("</td>");
            }
            markup("</tr>\n");
        }
        return markup("</tbody></table></div>\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
