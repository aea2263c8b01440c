// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.terminal;

import io.tocsin.hub.terminal.Terminal.Style;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is known of one thing: a fact a line, under its title. */
public final class Facts {
    private final PrintWriter out;
    private final Terminal terminal;

    public Facts(PrintWriter out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    public void title(String text) {
        out.println(terminal.paint(Style.BOLD, Plain.safe(text)));
    }

    public void gap() {
        out.println();
    }

    public void tell(String what, @Nullable String fact) {
        tell(what, fact, Style.PLAIN);
    }

    /** Nothing is said where there is no fact. */
    public void tell(String what, @Nullable String fact, Style style) {
        if (fact != null && !fact.isEmpty()) {
            out.println(terminal.paint(Style.DIM, String.format(Locale.ROOT, "  %-15s", what))
                    + terminal.paint(style, Plain.safe(fact)));
        }
    }
}
