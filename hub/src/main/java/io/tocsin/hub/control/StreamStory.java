// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import static java.util.stream.Collectors.joining;

import io.tocsin.hub.admin.view.stream.StreamView;
import io.tocsin.hub.admin.view.stream.StreamView.HealthView;
import io.tocsin.hub.admin.view.stream.StreamView.StatusView;
import io.tocsin.hub.admin.view.stream.StreamView.TroubleView;
import io.tocsin.hub.terminal.Facts;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Terminal;
import io.tocsin.hub.terminal.Terminal.Style;
import io.tocsin.schemas.event.EventType;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
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
        Facts facts = new Facts(out, terminal);
        facts.title("Stream " + stream.id());
        facts.tell("Receiver", stream.receiver() + ", tenant " + stream.tenant());
        facts.tell("Audience", String.join(", ", stream.audience()));
        facts.tell(
                "Delivery",
                stream.delivery().method() + ", " + stream.delivery().endpointUrl());
        facts.tell("Events", types(stream.eventsDelivered()));
        facts.tell(
                "Not supported",
                types(stream.eventsRequested().stream()
                        .filter(type -> !stream.eventsDelivered().contains(type))
                        .toList()));
        facts.tell("Subjects", stream.defaultSubjects().equals("all") ? "all, save who is removed" : "those added");
        facts.tell("Description", stream.description());
        facts.tell("Created", Plain.time(stream.created(), now));
        facts.tell("Last heard of", Plain.time(stream.lastActive(), now));
        facts.gap();
        facts.tell("Status", status(stream.status()), StreamList.style(stream));
        facts.tell("Announced", announced(stream.status()));
        facts.tell("Delivered by", stream.deliveredBy());
        HealthView health = stream.health();
        if (health == null) {
            facts.tell(
                    "Backlog",
                    "not known: "
                            + (Boolean.TRUE.equals(stream.silent())
                                    ? "the hub whose transmitter is at " + stream.deliveredBy() + " does not answer"
                                    : "no hub delivers this stream at the moment"),
                    Style.WARNING);
            return;
        }
        facts.tell("Backlog", backlog(health), health.trouble() == null ? Style.PLAIN : Style.WARNING);
        facts.tell(
                "Circuit",
                stream.delivery().method().equals("push") ? circuit(health.circuit()) : null,
                health.circuit().equals("closed") ? Style.PLAIN : Style.WARNING);
        facts.tell("Trouble", trouble(health.trouble()), Style.BAD);
        facts.tell("Next attempt", health.nextAttempt() == null ? null : Plain.time(health.nextAttempt(), now));
        facts.tell("To do", advice(stream, health.trouble()), Style.WARNING);
    }

    private static String types(List<String> uris) {
        return uris.stream()
                .map(EventType::new)
                .map(type -> EventType.STANDARD.contains(type) ? type.shortName() : type.uri())
                .collect(joining(", "));
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

    private static String circuit(String circuit) {
        return switch (circuit) {
            case "closed" -> "closed: SETs go out as they come";
            case "half-open" -> "half open: few SETs go ahead, and their fate decides";
            default -> "open: nothing is tried for the moment";
        };
    }

    private @Nullable String trouble(@Nullable TroubleView trouble) {
        return trouble == null
                ? null
                : trouble.reason() + "; last " + Plain.span(trouble.last(), now) + " ago, "
                        + Plain.count(trouble.failures(), "failure") + " in a row for "
                        + Plain.span(trouble.since(), now);
    }

    /** What a person has to do, where time alone will not mend it. */
    private static @Nullable String advice(StreamView stream, @Nullable TroubleView trouble) {
        String status = stream.status().status();
        String by = stream.status().by();
        if (!status.equals("enabled") && by.equals("operator")) {
            return "tocsin streams enable " + stream.id() + " starts it again";
        } else if (trouble != null && trouble.refused()) {
            return "the receiver has to mend this"
                    + (status.equals("enabled")
                            ? ""
                            : "; then tocsin streams enable " + stream.id() + " starts it at once");
        }
        return null;
    }
}
