// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.demo;

import io.tocsin.hub.terminal.Terminal;
import java.io.PrintStream;
import java.util.Locale;

/** Tells the story, a line at a time, to a person at standard error; with a little colour where that is a terminal. */
public final class Narrator {
    private static final String ROW = "  %-10s %-42s %-26s %s";
    private final PrintStream out;
    private final boolean colour;

    public Narrator(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** Standard error; coloured where it is a terminal and {@code NO_COLOR} is not set. */
    public static Narrator standardError() {
        return new Narrator(System.err, Terminal.colouredStandardError());
    }

    void title(String text) {
        out.println();
        out.println("  " + paint("1", text));
    }

    void note(String text) {
        out.println("  " + paint("2", text));
    }

    void gap() {
        out.println();
    }

    void step(Step step) {
        out.println((step.good() ? paint("32", "✓") : paint("31", "✗")) + row(step));
    }

    void bad(String text) {
        out.println(paint("31", "✗") + " " + text);
    }

    /** Above the first step. */
    void headings() {
        out.println();
        out.println(" " + paint("2", String.format(Locale.ROOT, ROW, "WHO", "SENT", "ARRIVED", "LATENCY")));
    }

    void verdict(boolean good, String text) {
        out.println();
        out.println("  " + paint(good ? "1;32" : "1;31", text));
    }

    private static String row(Step step) {
        return String.format(Locale.ROOT, ROW, step.who(), step.sent(), step.arrived(), step.latency())
                .stripTrailing();
    }

    private String paint(String code, String text) {
        return colour ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }
}
