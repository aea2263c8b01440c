// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import static java.util.stream.Collectors.joining;

import io.tocsin.hub.admin.view.StreamView;
import io.tocsin.hub.admin.view.StreamView.HealthView;
import io.tocsin.hub.admin.view.StreamView.StatusView;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Terminal;
import io.tocsin.hub.terminal.Terminal.Style;
import io.tocsin.schemas.event.EventType;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a stream is and how it came to that, for people: a fact a line. */
final class StreamStory {
    private final StreamView stream;
    private final Instant now;
    private final Terminal terminal;

    StreamStory(StreamView stream, Instant now, Terminal terminal) {
        this.stream = stream;
        this.now = now;
        this.terminal = terminal;
    }

    void print(PrintWriter out) {
        out.println(terminal.paint(Style.BOLD, "Stream " + Plain.safe(stream.id())));
        tell(out, "Receiver", stream.receiver() + ", tenant " + stream.tenant());
        tell(out, "Audience", String.join(", ", stream.audience()));
        tell(
                out,
                "Delivery",
                stream.delivery().method() + ", " + stream.delivery().endpointUrl());
        tell(out, "Events", types(stream.eventsDelivered()));
        tell(
                out,
                "Not supported",
                types(stream.eventsRequested().stream()
                        .filter(type -> !stream.eventsDelivered().contains(type))
                        .toList()));
        tell(out, "Subjects", stream.defaultSubjects().equals("all") ? "all, save who is removed" : "those added");
        tell(out, "Description", stream.description());
        tell(out, "Created", Plain.time(stream.created(), now));
        tell(out, "Last heard of", Plain.time(stream.lastActive(), now));
        out.println();
        tell(out, "Status", status(stream.status()), StreamList.style(stream));
        tell(out, "Announced", announced(stream.status()));
        HealthView health = stream.health();
        if (health == null) {
            tell(out, "Backlog", "not known here: another hub delivers this stream");
            return;
        }
        tell(out, "Backlog", backlog(health), health.failuresInARow() > 0 ? Style.WARNING : Style.PLAIN);
        tell(out, "Last delivery", health.lastSuccess() == null ? null : Plain.time(health.lastSuccess(), now));
        tell(out, "Circuit", circuit(health), "closed".equals(health.circuit()) ? Style.PLAIN : Style.WARNING);
        tell(out, "Last failure", failure(health), health.failuresInARow() > 0 ? Style.BAD : Style.PLAIN);
        tell(out, "Next attempt", health.nextAttempt() == null ? null : Plain.time(health.nextAttempt(), now));
    }

    private void tell(PrintWriter out, String what, @Nullable String fact) {
        tell(out, what, fact, Style.PLAIN);
    }

    private void tell(PrintWriter out, String what, @Nullable String fact, Style style) {
        if (fact != null && !fact.isEmpty()) {
            out.println(terminal.paint(Style.DIM, String.format(Locale.ROOT, "  %-14s", what))
                    + terminal.paint(style, Plain.safe(fact)));
        }
    }

    private static String types(List<String> uris) {
        return uris.stream().map(uri -> new EventType(uri).shortName()).collect(joining(", "));
    }

    private String status(StatusView status) {
        String who = status.by().equals("transmitter") ? "the transmitter itself" : "the " + status.by();
        String reason = status.reason() == null ? "" : ": " + status.reason();
        return status.status() + " by " + who + " since " + Plain.time(status.since(), now) + reason;
    }

    private @Nullable String announced(StatusView status) {
        Instant until = status.announcedUntil();
        return until == null || until.isBefore(now)
                ? null
                : "the receiver is being told; takes effect when it knows, or in " + Plain.span(now, until);
    }

    private String backlog(HealthView health) {
        if (health.backlog() == 0) {
            return "nothing waits";
        }
        String oldest = health.oldest() == null
                ? ""
                : ", the oldest for " + Plain.span(health.oldest(), now) + " (since " + Plain.time(health.oldest())
                        + ")";
        return Plain.count(health.backlog(), "SET")
                + oldest
                + (health.inFlight() == 0 ? "" : "; " + health.inFlight() + " on the way");
    }

    private static @Nullable String circuit(HealthView health) {
        String circuit = health.circuit();
        if (circuit == null) {
            return null;
        }
        return switch (circuit) {
            case "closed" -> "closed: SETs are sent as they come";
            case "half-open" -> "half open: one SET goes ahead, and its fate decides";
            default -> "open after " + Plain.count(health.failuresInARow(), "failure") + " in a row: nothing is sent";
        };
    }

    private @Nullable String failure(HealthView health) {
        return health.lastFailure() == null
                ? null
                : health.lastFailure()
                        + (health.lastFailureAt() == null ? "" : ", " + Plain.time(health.lastFailureAt(), now));
    }
}
