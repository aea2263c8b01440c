// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import io.tocsin.hub.admin.view.stream.StreamView;
import io.tocsin.hub.admin.view.stream.StreamView.HealthView;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Table;
import io.tocsin.hub.terminal.Table.Cell;
import io.tocsin.hub.terminal.Terminal;
import io.tocsin.hub.terminal.Terminal.Style;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Streams in a table, a line each; the last column says what is not as it should be. */
final class StreamList {
    private StreamList() {}

    static void print(List<StreamView> streams, Instant now, PrintWriter out, Terminal terminal) {
        if (streams.isEmpty()) {
            out.println("No streams.");
            return;
        }
        Table table = new Table("STREAM", "RECEIVER", "TENANT", "DELIVERY", "STATUS", ">BACKLOG", "OLDEST", "NOTE");
        for (StreamView stream : streams) {
            HealthView health = stream.health();
            table.row(
                    Cell.of(stream.id()),
                    Cell.of(stream.receiver()),
                    Cell.of(stream.tenant()),
                    Cell.of(stream.delivery().method()),
                    new Cell(stream.status().status(), style(stream)),
                    Cell.of(health == null ? "?" : String.format(Locale.ROOT, "%,d", health.backlog())),
                    Cell.of(oldest(health, now)),
                    new Cell(note(stream, now), Style.WARNING));
        }
        table.print(out, terminal);
    }

    static Style style(StreamView stream) {
        return switch (stream.status().status()) {
            case "enabled" -> Style.GOOD;
            case "paused" -> Style.WARNING;
            default -> Style.BAD;
        };
    }

    private static String oldest(@Nullable HealthView health, Instant now) {
        return health == null || health.oldest() == null ? "-" : Plain.span(health.oldest(), now);
    }

    private static String note(StreamView stream, Instant now) {
        HealthView health = stream.health();
        if (!stream.status().status().equals("enabled") && health != null) {
            String reason = stream.status().reason();
            return "by the " + stream.status().by() + (reason == null ? "" : ": " + reason);
        } else if (health == null) {
            return Boolean.TRUE.equals(stream.silent())
                    ? "its hub does not answer: " + stream.deliveredBy()
                    : "no hub delivers it at the moment";
        } else if (health.trouble() == null) {
            return "";
        }
        return Plain.count(health.trouble().failures(), "failure") + ": "
                + health.trouble().reason()
                + (health.nextAttempt() == null || health.nextAttempt().isBefore(now)
                        ? ""
                        : ", again in " + Plain.span(now, health.nextAttempt()));
    }
}
