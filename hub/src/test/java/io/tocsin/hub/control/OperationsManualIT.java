// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.hub.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/operations.md, from top to bottom on a hub of its own: every command in it is run, and what it prints has the
 * shape of what is printed there. Comments in the manual say what happens in between.
 */
class OperationsManualIT {
    private static final int ACCEPTED = 202;

    private static final Path MANUAL = Path.of("..", "docs", "operations.md");
    private static final Pattern WORDS = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private String stream = "";
    private String letter = "";
    private String txn = "";

    private record Printed(String command, List<String> lines) {}

    @Test
    void everyCommandInTheManualPrintsWhatTheManualShows() throws Exception {
        int commands = 0;
        try (OperatedHub hub = OperatedHub.start(folder)) {
            boolean shown = false;
            List<Printed> block = new ArrayList<>();
            for (String line : Files.readAllLines(MANUAL)) {
                if (line.equals("```console")) {
                    shown = true;
                } else if (shown && line.equals("```")) {
                    shown = false;
                    for (Printed printed : block) {
                        commands++;
                        check(hub, printed);
                    }
                    block.clear();
                } else if (shown && line.startsWith("$ tocsin ")) {
                    block.add(new Printed(line.substring("$ tocsin ".length()), new ArrayList<>()));
                } else if (shown) {
                    block.getLast().lines().add(line);
                } else if (line.startsWith("<!-- ")) {
                    happen(hub, line.substring(5, line.length() - 4));
                }
            }
        }
        assertThat(commands).isGreaterThan(10);
    }

    private void happen(OperatedHub hub, String what) throws Exception {
        if (what.startsWith("streams")) {
            stream = hub.pushStream("payroll");
            hub.pollStream("proxy");
        } else if (what.startsWith("receiver answers")) {
            if (hub.receiverAnswers() == ACCEPTED) {
                awaitNothingOnTheWay(hub);
            }
            hub.receiverAnswers(Integer.parseInt(what.substring("receiver answers ".length())));
        } else if (what.equals("event")) {
            int before = hub.pushes(stream).size();
            hub.emit("acme");
            await().until(() -> hub.pushes(stream).size() > before);
            awaitNothingOnTheWay(hub);
        } else if (what.equals("bad day of alice")) {
            hub.hear(new BadDay("alice", Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS)));
            await().until(() -> !revocation(hub).isEmpty());
            txn = revocation(hub);
        } else if (what.equals("dead letter")) {
            await().until(() -> !letters(hub).isEmpty());
            letter = letters(hub);
        } else {
            throw new IllegalArgumentException("the manual says \"" + what + "\"");
        }
    }

    private void awaitNothingOnTheWay(OperatedHub hub) {
        await().untilAsserted(() -> assertThat(run(hub, "streams list").out()).doesNotContain(" on the way"));
    }

    private String letters(OperatedHub hub) throws Exception {
        return JSON.readTree(run(hub, "dead-letters list --json").out())
                .path("dead_letters")
                .path(0)
                .path("id")
                .asText();
    }

    private String revocation(OperatedHub hub) throws Exception {
        return JSON.readTree(run(hub, "decisions list --subject session-of-alice --json")
                        .out())
                .path("decisions")
                .path(0)
                .path("id")
                .asText();
    }

    private void check(OperatedHub hub, Printed printed) {
        boolean looks = printed.command().contains(" list")
                || printed.command().contains(" show")
                || printed.command().startsWith("explain")
                || printed.command().endsWith(" verify");
        List<String> expected =
                printed.lines().stream().map(OperationsManualIT::shape).toList();
        if (looks) {
            await().untilAsserted(() -> compare(hub, printed.command(), expected));
        } else {
            int before = hub.pushes(stream).size();
            compare(hub, printed.command(), expected);
            if (printed.command().startsWith("streams replay")) {
                // it is done when the outbox has it, which is before the receiver has
                await().until(() -> hub.pushes(stream).size() > before);
            }
        }
    }

    private void compare(OperatedHub hub, String command, List<String> expected) {
        Cli ran = run(hub, command);
        List<String> lines = new ArrayList<>(ran.err().lines().toList());
        lines.addAll(ran.out().lines().toList());
        // rows are in the order of ids that are random
        assertThat(lines.stream().map(OperationsManualIT::shape).toList())
                .as("%s printed:%n%s", command, String.join("\n", lines))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private Cli run(OperatedHub hub, String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORDS.matcher(
                command.replace("$STREAM", stream).replace("$LETTER", letter).replace("$TXN", txn));
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        words.addAll(List.of("--config", hub.configFile().toString()));
        Cli cli = new Cli();
        cli.execute(words.toArray(String[]::new));
        return cli;
    }

    /** Without what is different each time. */
    private static String shape(String line) {
        return line.replaceAll("https://\\S+", "URL")
                .replaceAll("\\b[0-9a-f]{64}\\b", "DECISION")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ", "TIME")
                .replaceAll("\\b\\d+ (ms|s|min|h|d)( \\d+ (s|min|h))?\\b", "SPAN")
                .replaceAll("\\b[0-9a-f]{16}-[0-9a-f-]{36}\\b", "REPLAY")
                .replaceAll("\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}\\b", "UUID")
                .replaceAll("(?<![\\w-])[\\w-]{43}(?![\\w-])", "KEY")
                .replaceAll("(?<![\\w-])[\\w-]{22}(?![\\w-])", "STREAM")
                .replaceAll("\\b\\d+(-\\d+)?\\b", "N")
                .replace("N failures", "N failure")
                .replaceAll("AmazonCorrettoCryptoProvider|Sun\\w+", "PROVIDER")
                .replaceAll(" +", " ")
                .strip();
    }
}
