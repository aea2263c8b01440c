// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.hub.terminal.Table.Cell;
import io.tocsin.hub.terminal.Terminal.Style;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table("NAME", ">COUNT", "NOTE")
            .row(Cell.of("a"), Cell.of("1,000"), new Cell("something rather long to say", Style.WARNING))
            .row(Cell.of("longer"), Cell.of("1"), Cell.of(""));

    @Test
    void columnsAreAlignedAndNothingIsCutWhereNobodyLooks() {
        assertThat(printed(Terminal.NONE)).isEqualTo("""
                        NAME    COUNT  NOTE
                        a       1,000  something rather long to say
                        longer      1
                        """);
    }

    @Test
    void theLastColumnGivesWayOnANarrowTerminal() {
        assertThat(printed(new Terminal(true, false, 30))).isEqualTo("""
                        NAME    COUNT  NOTE
                        a       1,000  something rath\u2026
                        longer      1
                        """);
    }

    @Test
    void coloursDoNotDisturbTheAlignment() {
        String plain = printed(new Terminal(true, true, 200)).replaceAll("\u001B\\[[0-9;]*m", "");
        assertThat(plain).isEqualTo(printed(Terminal.NONE));
        assertThat(printed(new Terminal(true, true, 200))).contains("\u001B[33msomething rather long to say\u001B[0m");
    }

    @Test
    void whatOthersWroteCannotCommandTheTerminal() {
        Table hostile = new Table("NAME").row(Cell.of("evil\u001B[2J\r\n\u202Ename"));
        StringWriter out = new StringWriter();
        hostile.print(new PrintWriter(out), Terminal.NONE);
        assertThat(out.toString()).isEqualTo("NAME\nevil?[2J???name\n");
    }

    private String printed(Terminal terminal) {
        StringWriter out = new StringWriter();
        table.print(new PrintWriter(out), terminal);
        return out.toString();
    }
}
