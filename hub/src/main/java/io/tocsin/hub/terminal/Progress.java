// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.terminal;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * How far something has come, on one line that is drawn again and again; only where a person looks at standard error.
 * Used by one thread.
 */
public final class Progress implements AutoCloseable {
    private static final long EVERY_NANOS = 200_000_000;
    private static final int CELLS = 28;
    private static final String CLEAR = "\r\u001B[K";

    private final PrintWriter out;
    private final String noun;
    private final boolean shown;
    private final long started = System.nanoTime();
    private long drawn;
    private long count;

    /** @param noun of what is counted, in the plural */
    public Progress(PrintWriter out, String noun) {
        this(out, noun, Terminal.isStandardError());
    }

    Progress(PrintWriter out, String noun, boolean shown) {
        this.out = out;
        this.noun = noun;
        this.shown = shown;
        this.drawn = started - EVERY_NANOS;
    }

    /**
     * One more.
     *
     * @param share of the whole that is done, 0 to 1
     */
    public void step(Share share) {
        count++;
        if (shown && (count & 0xFF) == 0) {
            long now = System.nanoTime();
            if (now - drawn >= EVERY_NANOS) {
                drawn = now;
                draw(share.done(), (now - started) / 1e9);
            }
        }
    }

    public long count() {
        return count;
    }

    /** Asked for only when it is drawn. */
    public interface Share {
        double done();
    }

    private void draw(double share, double seconds) {
        int full = (int) Math.round(share * CELLS);
        String left = share > 0.01 ? ", " + Math.round(seconds / share - seconds) + " s left" : "";
        out.print(CLEAR
                + String.format(
                        Locale.ROOT,
                        "%s%s %3d %%  %,d %s, %,.0f/s%s",
                        "\u2588".repeat(full),
                        "\u2591".repeat(CELLS - full),
                        Math.round(share * 100),
                        count,
                        noun,
                        count / seconds,
                        left));
        out.flush();
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (shown) {
            out.print(CLEAR);
            out.flush();
        }
    }
}
