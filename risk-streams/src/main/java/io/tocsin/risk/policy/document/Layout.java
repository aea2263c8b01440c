// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.document;

import io.tocsin.risk.policy.document.YamlNode.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a scalar lies in its document, so that a position inside its text can be told as one in the document: plain,
 * quoted, folded or literal, the characters that are no space stand there in the same order.
 */
final class Layout {
    private final List<String> lines;
    private final Place start;

    Layout(List<String> lines, Place start) {
        this.lines = lines;
        this.start = start;
    }

    /**
     * Where the character at {@code index} of {@code text} stands; the scalar's beginning where that cannot be told.
     */
    Place at(String text, int index) {
        Walk walk = new Walk();
        walk.begin();
        Place last = walk.here();
        for (int i = 0; i <= index && i < text.length(); i++) {
            char wanted = text.charAt(i);
            if (Character.isWhitespace(wanted)) {
                continue;
            }
            Place found = walk.find(wanted);
            if (found == null) {
                return start;
            }
            last = found;
        }
        return last;
    }

    private final class Walk {
        private int line = start.line();
        private int column = start.column();
        private char quote;

        private void begin() {
            char first = charHere();
            if (first == '|' || first == '>') {
                line++;
                column = 1;
            } else if (first == '"' || first == '\'') {
                quote = first;
                column++;
            }
        }

        private Place here() {
            return new Place(line, column);
        }

        /** Goes past the next such character, and says where it is; nothing if something else comes first. */
        private @Nullable Place find(char wanted) {
            while (line <= lines.size()) {
                char c = charHere();
                if (c == 0) {
                    line++;
                    column = 1;
                } else if (Character.isWhitespace(c) || (c == '\\' && quote == '"' && wanted != '\\')) {
                    column++;
                } else if (c == wanted) {
                    Place found = here();
                    column += (c == '\'' && quote == '\'') || (c == '\\' && quote == '"') ? 2 : 1;
                    return found;
                } else {
                    return null;
                }
            }
            return null;
        }

        private char charHere() {
            if (line > lines.size()) {
                return 0;
            }
            String text = lines.get(line - 1);
            return column <= text.length() ? text.charAt(column - 1) : 0;
        }
    }
}
