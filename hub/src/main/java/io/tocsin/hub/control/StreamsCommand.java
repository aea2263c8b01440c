// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import io.tocsin.hub.admin.view.stream.ReplayOrder;
import io.tocsin.hub.admin.view.stream.ReplayView;
import io.tocsin.hub.admin.view.stream.StatusChange;
import io.tocsin.hub.admin.view.stream.StreamView;
import io.tocsin.hub.admin.view.stream.StreamsView;
import io.tocsin.hub.control.client.AdminClient;
import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.hub.control.client.Confirmation;
import io.tocsin.hub.terminal.Plain;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tocsin streams}: the SSF streams of a transmitter that runs. */
@Command(
        name = "streams",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Looks at the streams of a transmitter and stops, starts or deletes them.", ""})
public final class StreamsCommand extends Group {
    private static final int PAGE = 500;
    private static final String STREAMS = "streams";
    private static final long BETWEEN_LOOKS_MILLIS = 200;

    private final InstantSource clock;

    public StreamsCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {"Lists streams, in the order of their ids.", ""})
    int list(
            @Mixin AdminOptions admin,
            @Option(names = "--receiver", paramLabel = "CLIENT-ID", description = "Only this receiver's.") @Nullable
                    String receiver,
            @Option(names = "--tenant", paramLabel = "NAME", description = "Only this tenant's.") @Nullable
                    String tenant,
            @Option(names = "--status", paramLabel = "STATUS", description = "Only enabled, paused or disabled ones.")
                    @Nullable
                    String status,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "How many at most (default: ${DEFAULT-VALUE}).")
                    int limit) {
        String filter = AdminClient.query("receiver", receiver)
                + AdminClient.query("tenant", tenant)
                + AdminClient.query("status", status);
        admin.ask(hub -> pages(hub, filter, limit), found -> {
            StreamList.print(found.streams(), clock.instant(), admin.out(), admin.terminal());
            if (found.next() != null) {
                admin.err().println("There are more; --limit shows them.");
            }
        });
        return 0;
    }

    private static StreamsView pages(AdminClient hub, String filter, int limit) {
        List<StreamView> all = new ArrayList<>();
        String next = null;
        do {
            String path = STREAMS + "?limit=" + Math.min(PAGE, limit - all.size()) + filter
                    + AdminClient.query("after", next);
            StreamsView page = hub.get(path, StreamsView.class);
            all.addAll(page.streams());
            next = page.next();
        } while (next != null && all.size() < limit);
        return new StreamsView(all, next);
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = {"Tells how a stream is and how it came to that.", ""})
    int show(@Mixin AdminOptions admin, @Parameters(paramLabel = "STREAM", description = "Its id.") String id) {
        admin.ask(
                hub -> hub.get(path(id), StreamView.class),
                stream -> new StreamStory(stream, clock.instant(), admin.terminal()).print(admin.out()));
        return 0;
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = {
                "Stops a stream; what it has to say is kept. Its receiver is told first, and cannot enable it again.",
                ""
            })
    int pause(
            @Mixin AdminOptions admin,
            @Parameters(paramLabel = "STREAM", description = "Its id.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the receiver is told this too.")
                    @Nullable
                    String reason) {
        return set(admin, id, "pause", reason, "What it has to say is kept until it is enabled.");
    }

    @Command(
            name = "enable",
            mixinStandardHelpOptions = true,
            description = {"Starts a stream that was paused or disabled; its receiver is told.", ""})
    int enable(
            @Mixin AdminOptions admin,
            @Parameters(paramLabel = "STREAM", description = "Its id.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the receiver is told this too.")
                    @Nullable
                    String reason) {
        return set(admin, id, "enable", reason, "What was kept for it goes out now.");
    }

    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = {
                "Stops a stream; what it would have to say from now on is lost. Its receiver is told first, and cannot"
                        + " enable it again.",
                ""
            })
    int disable(
            @Mixin AdminOptions admin,
            @Parameters(paramLabel = "STREAM", description = "Its id.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the receiver is told this too.")
                    @Nullable
                    String reason) {
        return set(admin, id, "disable", reason, "Nothing is kept for it until it is enabled.");
    }

    private static int set(AdminOptions admin, String id, String action, @Nullable String reason, String consequence) {
        admin.ask(
                hub -> hub.post(path(id) + ":" + action, new StatusChange(reason), StreamView.class),
                stream -> admin.out()
                        .println("Stream " + Plain.safe(id) + " is "
                                + stream.status().status() + ", and its receiver " + Plain.safe(stream.receiver())
                                + " is being told. " + consequence));
        return 0;
    }

    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = {"Deletes a stream and what it still had to say. Its receiver is not told.", ""})
    int delete(
            @Mixin AdminOptions admin,
            @Parameters(paramLabel = "STREAM", description = "Its id.") String id,
            @Mixin Confirmation confirmation) {
        try (AdminClient hub = admin.open()) {
            StreamView stream = hub.get(path(id), StreamView.class);
            String lost = stream.health() == null
                    ? "what it still has to say"
                    : Plain.count(stream.health().backlog(), "undelivered SET");
            confirmation.ask(
                    admin, "Delete stream " + id + " of receiver " + stream.receiver() + ", and with it " + lost + "?");
            hub.delete(path(id));
            if (!admin.json()) {
                admin.out().println("Stream " + Plain.safe(id) + " is deleted.");
            }
        }
        return 0;
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = {
                "Sends a stream's past SETs again, as far back as the topic outbox goes: the same SETs with the same jti,"
                        + " not faster than the hub's replay rate. Its verification and stream-updated events are left"
                        + " out.",
                ""
            })
    int replay(
            @Mixin AdminOptions admin,
            @Parameters(paramLabel = "STREAM", description = "Its id.") String id,
            @Mixin ReplayOptions options)
            throws InterruptedException {
        ReplayOrder order = options.order(admin);
        ReplayView replay;
        try (AdminClient hub = admin.open()) {
            replay = hub.post(path(id) + ":replay", order, ReplayView.class);
            while (replay.state().equals("running") && options.waits()) {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
                replay = hub.get("replays/" + AdminClient.encoded(replay.id()), ReplayView.class);
            }
        }
        admin.tell(
                replay,
                told -> admin.out()
                        .println(Plain.safe("Replay " + told.id() + " is " + told.state() + ": "
                                + Plain.count(told.enqueued(), "SET") + " sent again of "
                                + Plain.count(told.read(), "record") + " looked at."
                                + (told.problem() == null ? "" : " " + told.problem()))));
        return replay.state().equals("done") || replay.state().equals("running") ? 0 : 1;
    }

    private static String path(String id) {
        return STREAMS + "/" + AdminClient.encoded(id);
    }
}
