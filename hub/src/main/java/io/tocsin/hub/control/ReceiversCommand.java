// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import io.tocsin.hub.admin.view.receiver.NewReceiver;
import io.tocsin.hub.admin.view.receiver.ReceiverChange;
import io.tocsin.hub.admin.view.receiver.ReceiverView;
import io.tocsin.hub.admin.view.receiver.ReceiversView;
import io.tocsin.hub.admin.view.receiver.RemovalView;
import io.tocsin.hub.admin.view.receiver.SecretRotation;
import io.tocsin.hub.admin.view.receiver.SecretView;
import io.tocsin.hub.control.client.AdminClient;
import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.hub.control.client.Confirmation;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Table;
import io.tocsin.hub.terminal.Table.Cell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tocsin receivers}: who may have streams. */
@Command(
        name = "receivers",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Registers receivers beside those of the configuration, and gives them new secrets.", ""})
public final class ReceiversCommand extends Group {
    private static final String RECEIVERS = "receivers";
    private static final int PAGE = 500;
    private static final String COLLAPSE = "Whether a state that waited is left out for a later one of the same"
            + " subject: on, off or default, which is what the hub's configuration says";

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {"Lists receivers, those of the configuration among them.", ""})
    int list(@Mixin AdminOptions admin) {
        admin.ask(ReceiversCommand::all, found -> {
            if (found.receivers().isEmpty()) {
                admin.out().println("No receivers.");
            } else {
                table(found.receivers()).print(admin.out(), admin.terminal());
            }
        });
        return 0;
    }

    private static ReceiversView all(AdminClient hub) {
        List<ReceiverView> all = new ArrayList<>();
        String next = null;
        do {
            ReceiversView page =
                    hub.get(RECEIVERS + "?limit=" + PAGE + AdminClient.query("after", next), ReceiversView.class);
            all.addAll(page.receivers());
            next = page.next();
        } while (next != null);
        return new ReceiversView(all, null);
    }

    private static Table table(List<ReceiverView> receivers) {
        Table table = new Table("RECEIVER", "TENANT", "DIALECT", "ALGORITHM", ">STREAMS", "PROVES ITSELF BY", "FROM");
        for (ReceiverView receiver : receivers) {
            table.row(
                    Cell.of(receiver.clientId()),
                    Cell.of(receiver.tenant()),
                    Cell.of(receiver.dialect()),
                    Cell.of(receiver.signingAlgorithm()),
                    Cell.of(Integer.toString(receiver.streams())),
                    Cell.of(receiver.authentication().isEmpty() ? "-" : String.join(", ", receiver.authentication())),
                    Cell.of(from(receiver)));
        }
        return table;
    }

    private static String from(ReceiverView receiver) {
        if (receiver.removed() != null) {
            return "registry, being removed";
        }
        return receiver.configured() ? "configuration" : "registry";
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = {
                "Registers a receiver and prints its secret, once: it is kept nowhere. One that has keys of its own or"
                        + " a SPIFFE id gets none.",
                ""
            })
    int add(
            @Mixin AdminOptions admin,
            @Parameters(paramLabel = "CLIENT-ID", description = "Its OAuth client_id.") String clientId,
            @Option(
                            names = "--tenant",
                            required = true,
                            paramLabel = "NAME",
                            description = "Whose events it may be told of.")
                    String tenant,
            @Option(
                            names = "--audience",
                            paramLabel = "URI",
                            description = "aud of its SETs; may be repeated (default: the client id).")
                    @Nullable
                    List<String> audience,
            @Option(
                            names = "--event",
                            paramLabel = "URI",
                            description = "An event type it may ask for; may be repeated (default: all).")
                    @Nullable
                    List<String> events,
            @Option(
                            names = "--push-host",
                            paramLabel = "HOST",
                            description = "A host its push URL may name; may be repeated (default: any).")
                    @Nullable
                    List<String> pushHosts,
            @Option(
                            names = "--dialect",
                            paramLabel = "NAME",
                            description = "ssf-1.0 (default), ssf-1.0-copied-subject, caep-interop, okta, apple-sse or"
                                    + " google-workspace.")
                    @Nullable
                    String dialect,
            @Option(names = "--algorithm", paramLabel = "ALG", description = "RS256 (default), PS256, ES256 or EdDSA.")
                    @Nullable
                    String algorithm,
            @Option(names = "--max-streams", paramLabel = "N", description = "Streams at one time (default: 100).")
                    @Nullable
                    Integer maxStreams,
            @Option(names = "--jwks-uri", paramLabel = "URL", description = "Its keys, for private_key_jwt.") @Nullable
                    String jwksUri,
            @Option(names = "--spiffe-id", paramLabel = "ID", description = "That of its X.509-SVID.") @Nullable
                    String spiffeId,
            @Option(names = "--collapse", paramLabel = "WORD", description = COLLAPSE + " (default: default).")
                    @Nullable
                    String collapse) {
        NewReceiver receiver = new NewReceiver(
                clientId,
                tenant,
                audience,
                events,
                null,
                pushHosts,
                maxStreams,
                dialect,
                algorithm,
                null,
                null,
                jwksUri,
                spiffeId,
                false,
                collapse);
        admin.ask(
                hub -> hub.post(RECEIVERS, receiver, SecretView.class),
                made -> say(admin, made, "Receiver " + clientId + " is registered."));
        return 0;
    }

    @Command(
            name = "change",
            mixinStandardHelpOptions = true,
            description = {"Changes what a registered receiver gets. The configuration's are changed there.", ""})
    int change(
            @Mixin AdminOptions admin,
            @Parameters(paramLabel = "CLIENT-ID", description = "Its OAuth client_id.") String clientId,
            @Option(names = "--collapse", required = true, paramLabel = "WORD", description = COLLAPSE + ".")
                    String collapse) {
        admin.ask(
                hub -> hub.post(path(clientId) + ":change", new ReceiverChange(collapse), ReceiverView.class),
                receiver -> admin.out()
                        .println(Plain.safe(
                                "Receiver " + clientId + " is changed: collapse is " + receiver.collapse() + ".")));
        return 0;
    }

    @Command(
            name = "rotate-secret",
            mixinStandardHelpOptions = true,
            description = {
                "Gives a receiver a new secret and prints it, once. Its access tokens end now; it gets others by the new"
                        + " secret, or for a while by the old one.",
                ""
            })
    int rotateSecret(
            @Mixin AdminOptions admin,
            @Parameters(paramLabel = "CLIENT-ID", description = "Its OAuth client_id.") String clientId,
            @Option(
                            names = "--overlap",
                            paramLabel = "TIME",
                            description = "How long the old secret is good too, such as 1h or 7d; 0s: no longer"
                                    + " (default: 24h, at most 30d).")
                    @Nullable
                    Duration overlap) {
        SecretRotation rotation = new SecretRotation(overlap == null ? null : overlap.toString());
        admin.ask(
                hub -> hub.post(path(clientId) + ":rotate-secret", rotation, SecretView.class),
                made -> say(
                        admin,
                        made,
                        "Receiver " + clientId + " has a new secret; "
                                + (made.formerUntil() == null
                                        ? "the old one is not good any more."
                                        : "the old one is good until " + Plain.time(made.formerUntil()) + ".")));
        return 0;
    }

    /** The secret alone on standard output, so that it can be piped to where it is kept. */
    private static void say(AdminOptions admin, SecretView made, String what) {
        admin.err().println(Plain.safe(what));
        if (made.clientSecret() == null) {
            admin.err().println("It needs no secret.");
        } else {
            admin.err().println("Its secret, which is told this once:");
            admin.out().println(made.clientSecret());
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = {"Removes a receiver: its tokens at once, then its streams and what they had to say.", ""})
    int remove(
            @Mixin AdminOptions admin,
            @Parameters(paramLabel = "CLIENT-ID", description = "Its OAuth client_id.") String clientId,
            @Mixin Confirmation confirmation) {
        admin.ask(
                hub -> {
                    ReceiverView receiver = hub.get(path(clientId), ReceiverView.class);
                    confirmation.ask(
                            admin,
                            "Remove receiver " + clientId + ", and with it " + Plain.count(receiver.streams(), "stream")
                                    + "?");
                    return hub.delete(path(clientId), RemovalView.class);
                },
                removal -> admin.out()
                        .println(Plain.safe("Receiver " + clientId + " is removed"
                                + (removal.streamsLeft() == 0
                                        ? "."
                                        : ", and its tokens; the hubs that deliver its "
                                                + Plain.count(removal.streamsLeft(), "stream")
                                                + " are still deleting them."))));
        return 0;
    }

    private static String path(String clientId) {
        return RECEIVERS + "/" + AdminClient.encoded(clientId);
    }
}
