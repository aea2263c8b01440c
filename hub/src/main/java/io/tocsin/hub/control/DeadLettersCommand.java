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
import java.util.ArrayList;
import java.util.List;
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
    private static final int PAGE = 500;

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
                            description = "How many at most (default: ${DEFAULT-VALUE}).")
                    int limit,
            @Option(
                            names = "--after",
                            paramLabel = "PLACE",
                            description = "Those after a page that told of this place by --json, as next.")
                    @Nullable
                    String after) {
        admin.ask(
                hub -> pages(
                        hub, AdminClient.query("stream", stream) + AdminClient.query("reason", reason), after, limit),
                found -> {
                    if (found.deadLetters().isEmpty()) {
                        admin.out().println("No dead letters.");
                    } else {
                        table(found).print(admin.out(), admin.terminal());
                    }
                    if (found.next() != null) {
                        admin.err().println("There are more; --limit shows them.");
                    } else if (Boolean.TRUE.equals(found.olderUnlisted())) {
                        admin.err()
                                .println(
                                        "There are older ones, which are not listed: show and redrive know them by their id, and"
                                                + " redrive --stream and --err send them again too.");
                    }
                });
        return 0;
    }

    private static DeadLettersView pages(AdminClient hub, String filter, @Nullable String after, int limit) {
        List<DeadLetterView> all = new ArrayList<>();
        String next = after;
        DeadLettersView page;
        do {
            page = hub.get(
                    LETTERS + "?limit=" + Math.min(PAGE, limit - all.size()) + filter
                            + AdminClient.query("after", next),
                    DeadLettersView.class);
            all.addAll(page.deadLetters());
            next = page.next();
        } while (next != null && all.size() < limit);
        return new DeadLettersView(all, next, page.olderUnlisted());
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
        admin.ask(
                hub -> hub.get(LETTERS + "/" + AdminClient.encoded(id), DeadLetterView.class),
                letter -> tell(admin, letter));
        return 0;
    }

    private void tell(AdminOptions admin, DeadLetterView letter) {
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
            return;
        }
        facts.tell("Stream", set.streamId() + (set.tenant().isEmpty() ? "" : ", tenant " + set.tenant()));
        facts.tell("SET", "jti " + set.jti() + ", after " + Plain.count(set.attempts(), "attempt"));
        if (set.claims() != null) {
            admin.out().println();
            set.claims().toPrettyString().lines().forEach(line -> admin.out().println("  " + Plain.safe(line)));
        }
    }

    @Command(
            name = "redrive",
            mixinStandardHelpOptions = true,
            description = {
                "Sends SETs again that were refused: one, or all of a stream or of an error that have not been sent again"
                        + " yet. Each keeps its jti and is signed with today's key. A record that could not be read is put"
                        + " back into its topic, once this version can read it.",
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
            @Option(
                            names = "--unread",
                            paramLabel = "TOPIC",
                            description = "All records of this topic that could not be read and now can be.")
                    @Nullable
                    String topic,
            @Mixin Confirmation confirmation) {
        int kinds = (id == null ? 0 : 1) + (stream == null && err == null ? 0 : 1) + (topic == null ? 0 : 1);
        if (kinds != 1) {
            throw new ParameterException(
                    admin.spec().commandLine(),
                    "Which? Expected an ID, or --stream or --err or both of these, or --unread.");
        }
        RedriveOrder order = new RedriveOrder(id, stream, err, topic);
        RedriveView done;
        try (AdminClient hub = admin.open()) {
            if (id == null) {
                confirmation.ask(
                        admin,
                        "Send again all dead letters" + (topic == null ? "" : " of topic " + topic)
                                + (stream == null ? "" : " of stream " + stream)
                                + (err == null ? "" : " with error " + err) + "?");
            }
            done = hub.post(LETTERS + ":redrive", order, RedriveView.class);
        }
        admin.tell(done, told -> {
            admin.out().println(Plain.count(told.sent(), topic == null ? "SET" : "record") + " on the way again.");
            told.skipped().forEach((letter, why) -> admin.out().println(Plain.safe("  not " + letter + ": " + why)));
        });
        return done.skipped().isEmpty() ? 0 : 1;
    }
}
