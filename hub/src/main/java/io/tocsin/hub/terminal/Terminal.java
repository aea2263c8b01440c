// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * Where a command writes to.
 *
 * @param interactive a person looks at it: lines are cut to its width, and there may be signs beyond ASCII
 * @param coloured a terminal, and {@code NO_COLOR} is not set
 * @param width in characters
 */
public record Terminal(boolean interactive, boolean coloured, int width) {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    /** A pipe or a file: plain ASCII, lines as long as they are. */
    public static final Terminal NONE = new Terminal(false, false, Integer.MAX_VALUE);

    /** How something is emphasised where there are colours. */
    public enum Style {
        PLAIN(""),
        BOLD("1"),
        DIM("2"),
        GOOD("32"),
        WARNING("33"),
        BAD("31");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    /** Standard output, which is as wide as picocli found when it asked for the width of the usage help. */
    public static Terminal standardOutput(CommandLine command) {
        return isTerminal(STDOUT)
                ? new Terminal(
                        true,
                        mayColour(),
                        command.getCommandSpec().usageMessage().width())
                : NONE;
    }

    /** Does a person sit at standard input? */
    public static boolean isStandardInput() {
        return isTerminal(STDIN);
    }

    /** Does a person look at standard error? */
    public static boolean isStandardError() {
        return isTerminal(STDERR);
    }

    /** Is standard error a terminal that may be coloured? */
    public static boolean colouredStandardError() {
        return mayColour() && isTerminal(STDERR);
    }

    public String paint(Style style, String text) {
        return coloured && style != Style.PLAIN ? "\u001B[" + style.code + "m" + text + "\u001B[0m" : text;
    }

    private static boolean mayColour() {
        return System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
    }

    /** Java asks only about standard input and output together; Linux tells about each. */
    private static boolean isTerminal(int descriptor) {
        Path stream = Path.of("/proc/self/fd/" + descriptor);
        try {
            return Files.exists(stream)
                    ? Files.readSymbolicLink(stream).toString().matches("/dev/(pts/\\d+|tty.*|console)")
                    : CommandLine.Help.Ansi.AUTO.enabled();
        } catch (IOException e) {
            return false;
        }
    }
}
