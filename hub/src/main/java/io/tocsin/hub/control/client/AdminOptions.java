// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control.client;

import static java.util.Objects.requireNonNull;

import io.tocsin.hub.admin.view.ViewJson;
import io.tocsin.hub.terminal.Terminal;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command that asks a hub has: which hub, by what token, and in what form it answers. */
public final class AdminOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The YAML file of a hub on this machine: URL and certificate are taken from it, and unless one"
                            + " is given the token too.")
    private @Nullable Path config;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The hub's admin listener, such as https://hub.acme.example:8440.")
    private @Nullable URI url;

    @Option(names = "--ca", paramLabel = "FILE", description = "PEM certificates to trust instead of the platform's.")
    private @Nullable Path ca;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Holds the token of the admin API; without it, TOCSIN_ADMIN_TOKEN of the environment.")
    private @Nullable Path tokenFile;

    @Option(names = "--json", description = "Answer in JSON, as docs/admin-api.yaml describes it.")
    private boolean json;

    /** A connection to the hub that is meant. Throws {@link ControlException} where none can be found out. */
    public AdminClient open() {
        requireHub();
        return new AdminClient(AdminTarget.find(config, url, ca, tokenFile, System::getenv));
    }

    /** As the other, to ask what needs no token. */
    public AdminClient openWithoutToken() {
        requireHub();
        return new AdminClient(AdminTarget.open(config, url, ca, System::getenv));
    }

    private void requireHub() {
        if (!namesHub()) {
            throw new ParameterException(
                    spec().commandLine(), "Which hub? Expected --config FILE or --url URL of its admin listener.");
        }
    }

    /** Is it said which hub is meant? */
    public boolean namesHub() {
        return config != null || url != null;
    }

    /** Its YAML file, where that was given. */
    public Optional<Path> config() {
        return Optional.ofNullable(config);
    }

    public boolean json() {
        return json;
    }

    public PrintWriter out() {
        return spec().commandLine().getOut();
    }

    /** Of what programs need not read. */
    public PrintWriter err() {
        return spec().commandLine().getErr();
    }

    public Terminal terminal() {
        return Terminal.standardOutput(spec().commandLine());
    }

    /** Asks the hub one thing and tells the answer, which it returns too. */
    public <V> V ask(Function<AdminClient, V> question, Consumer<V> words) {
        V answer;
        try (AdminClient hub = open()) {
            answer = question.apply(hub);
        }
        tell(answer, words);
        return answer;
    }

    /** Tells a program all of it, in JSON, or people what it means, in words. */
    public <V> void tell(V answer, Consumer<V> words) {
        if (json) {
            printJson(answer);
        } else {
            words.accept(answer);
        }
    }

    public void printJson(Object view) {
        out().println(new String(ViewJson.write(view), StandardCharsets.UTF_8));
    }

    public CommandSpec spec() {
        return requireNonNull(command, "command");
    }
}
