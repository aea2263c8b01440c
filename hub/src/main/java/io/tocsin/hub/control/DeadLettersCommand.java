// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import io.tocsin.hub.admin.view.letter.DeadLetterView;
import io.tocsin.hub.admin.view.letter.DeadLetterView.RefusedSet;
import io.tocsin.hub.admin.view.letter.DeadLettersView;
import io.tocsin.hub.admin.view.letter.RedriveOrder;
import io.tocsin.hub.admin.view.letter.RedriveView;
import io.tocsin.hub.control.client.AdminClient;
import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.hub.control.client.Confirmation;
import io.tocsin.hub.terminal.Facts;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Table;
import io.tocsin.hub.terminal.Table.Cell;
import io.tocsin.hub.terminal.Terminal.Style;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code tocsin dead-letters}: what receivers refused for good, and what could not be read. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Looks at what was set aside, and sends SETs again.", ""})
public final class DeadLettersCommand extends Group {
    private static final String LETTERS = "dead-letters";

    private final InstantSource clock;

    public DeadLettersCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {"Lists dead letters, the newest first.", ""})
    int list(
            @Mixin AdminOptions admin,
            @Option(names = "--stream", paramLabel = "STREAM", description = "Only this stream's.") @Nullable
                    String stream,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Only those whose reason contains this.")
                    @Nullable
                    String reason,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "How many at most, up to 1000 (default: ${DEFAULT-VALUE}).")
                    int limit) {
        DeadLettersView found;
        try (AdminClient hub = admin.open()) {
            found = hub.get(
                    LETTERS + "?limit=" + limit + AdminClient.query("stream", stream)
                            + AdminClient.query("reason", reason),
                    DeadLettersView.class);
        }
        if (admin.json()) {
            admin.printJson(found);
        } else if (found.deadLetters().isEmpty()) {
            admin.out().println("No dead letters.");
        } else {
            table(found).print(admin.out(), admin.terminal());
        }
        return 0;
    }

    private Table table(DeadLettersView found) {
        Instant now = clock.instant();
        Table table = new Table("ID", "AGE", "ORIGIN", "SENT AGAIN", "REASON");
        for (DeadLetterView letter : found.deadLetters()) {
            table.row(
                    Cell.of(letter.id()),
                    Cell.of(Plain.span(letter.at(), now)),
                    Cell.of(letter.origin()),
                    new Cell(letter.redriven() == null ? "-" : Plain.span(letter.redriven(), now) + " ago", Style.GOOD),
                    Cell.of(letter.reason()));
        }
        return table;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = {"Shows one dead letter, with the claims if it is a SET.", ""})
    int show(@Mixin AdminOptions admin, @Parameters(paramLabel = "ID", description = "As listed.") String id) {
        DeadLetterView letter;
        try (AdminClient hub = admin.open()) {
            letter = hub.get(LETTERS + "/" + AdminClient.encoded(id), DeadLetterView.class);
        }
        if (admin.json()) {
            admin.printJson(letter);
            return 0;
        }
        Instant now = clock.instant();
        Facts facts = new Facts(admin.out(), admin.terminal());
        facts.title("Dead letter " + letter.id());
        facts.tell("Set aside", Plain.time(letter.at(), now));
        facts.tell("Origin", letter.origin());
        facts.tell("Reason", letter.reason(), Style.BAD);
        facts.tell("Sent again", letter.redriven() == null ? "never" : Plain.time(letter.redriven(), now));
        RefusedSet set = letter.set();
        if (set == null) {
            facts.tell("Content", Plain.count(letter.bytes(), "byte") + " of " + letter.contentType());
            return 0;
        }
        facts.tell("Stream", set.streamId() + (set.tenant().isEmpty() ? "" : ", tenant " + set.tenant()));
        facts.tell("SET", "jti " + set.jti() + ", after " + Plain.count(set.attempts(), "attempt"));
        if (set.claims() != null) {
            admin.out().println();
            set.claims().toPrettyString().lines().forEach(line -> admin.out().println("  " + Plain.safe(line)));
        }
        return 0;
    }

    @Command(
            name = "redrive",
            mixinStandardHelpOptions = true,
            description = {
                "Sends SETs again that were refused: one, or all of a stream or of an error that have not been sent again"
                        + " yet. Each keeps its jti and is signed with today's key.",
                ""
            })
    int redrive(
            @Mixin AdminOptions admin,
            @Parameters(paramLabel = "ID", arity = "0..1", description = "As listed.") @Nullable String id,
            @Option(names = "--stream", paramLabel = "STREAM", description = "All of this stream.") @Nullable
                    String stream,
            @Option(names = "--err", paramLabel = "CODE", description = "All with this error, such as invalid_key.")
                    @Nullable
                    String err,
            @Mixin Confirmation confirmation) {
        if ((id == null) == (stream == null && err == null)) {
            throw new ParameterException(
                    admin.spec().commandLine(), "Which? Expected an ID, or --stream or --err or both.");
        }
        RedriveView done;
        try (AdminClient hub = admin.open()) {
            if (id == null) {
                confirmation.ask(
                        admin,
                        "Send again all dead letters" + (stream == null ? "" : " of stream " + stream)
                                + (err == null ? "" : " with error " + err) + "?");
            }
            done = hub.post(LETTERS + ":redrive", new RedriveOrder(id, stream, err), RedriveView.class);
        }
        if (admin.json()) {
            admin.printJson(done);
        } else {
            admin.out().println(Plain.count(done.sent(), "SET") + " on the way again.");
            done.skipped().forEach((letter, why) -> admin.out().println(Plain.safe("  not " + letter + ": " + why)));
        }
        return done.skipped().isEmpty() ? 0 : 1;
    }
}
