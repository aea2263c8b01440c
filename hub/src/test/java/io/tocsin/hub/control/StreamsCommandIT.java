// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.hub.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands as an operator runs them. */
@ExtendWith(HubExtension.class)
class StreamsCommandIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final OperatedHub hub;

    @TempDir
    private Path folder;

    StreamsCommandIT(OperatedHub hub) {
        this.hub = hub;
    }

    private record Said(int status, String out, String err) {}

    private Said tocsin(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", hub.configFile().toString()));
        return plain(all.toArray(String[]::new));
    }

    private static Said plain(String... arguments) {
        Cli cli = new Cli();
        int status = cli.execute(arguments);
        return new Said(status, cli.out(), cli.err());
    }

    @Test
    void theTableNamesEveryStreamAndIsPlainWhereNobodyLooks() throws Exception {
        String id = hub.pollStream("payroll");
        Said list = tocsin("streams", "list", "--receiver", "payroll");
        assertThat(list.status()).as(list.err()).isZero();
        List<String> lines = list.out().lines().toList();
        assertThat(lines.getFirst()).matches("STREAM +RECEIVER +TENANT +DELIVERY +STATUS +BACKLOG +OLDEST +NOTE");
        assertThat(lines).anyMatch(line -> line.matches(id + " +payroll +acme +poll +enabled +.*"));
        assertThat(list.out()).matches("(?s)[\\n\\x20-\\x7e]*");
    }

    @Test
    void programsGetJsonOfTheSameShapeAsTheApi() throws Exception {
        String id = hub.pollStream("payroll");
        Said shown = tocsin("streams", "show", id, "--json");
        assertThat(shown.status()).as(shown.err()).isZero();
        assertThat(JSON.readTree(shown.out()))
                .isEqualTo(JSON.readTree(hub.admin("GET", OperatedHub.READ_TOKEN, "/admin/v1/streams/" + id, null)
                        .body()));
    }

    @Test
    void aPausedStreamSaysByWhomAndWhy() throws Exception {
        String id = hub.pollStream("payroll");
        Said paused = tocsin("streams", "pause", id, "--reason", "Maintenance until noon");
        assertThat(paused.status()).as(paused.err()).isZero();
        assertThat(paused.out()).contains("Stream " + id + " is paused");
        assertThat(tocsin("streams", "show", id).out())
                .containsPattern("Status +paused by the operator since .*: Maintenance until noon");
        assertThat(tocsin("streams", "enable", id).out()).contains("is enabled");
        assertThat(tocsin("streams", "disable", id).out()).contains("is disabled");
    }

    @Test
    void deletingAsksFirst() throws Exception {
        String id = hub.pollStream("payroll");
        Said asked = tocsin("streams", "delete", id);
        assertThat(asked.status()).isEqualTo(2);
        assertThat(asked.err()).contains("--yes");
        assertThat(tocsin("streams", "delete", id, "--yes").out()).contains("is deleted");
        Said gone = tocsin("streams", "show", id);
        assertThat(gone.status()).isEqualTo(1);
        assertThat(gone.err()).contains("there is no stream of that id");
    }

    @Test
    void theExitStatusSaysWhatKindOfTrouble() throws Exception {
        String url = hub.adminUrl();
        String ca = hub.authority().toString();
        Path wrong = Files.writeString(folder.resolve("wrong"), "not-a-token-of-this-hub-at-all");
        Path reads = Files.writeString(folder.resolve("reads"), OperatedHub.READ_TOKEN + "\n");
        String token = hub.tokenFile().toString();

        assertThat(plain("streams", "list", "--url", url, "--ca", ca, "--token-file", token)
                        .status())
                .isZero();
        assertThat(plain("streams", "list").status()).isEqualTo(2);
        assertThat(plain("streams").status()).isEqualTo(2);
        assertThat(plain("streams", "list", "--url", url, "--ca", ca, "--token-file", wrong.toString()))
                .matches(said -> said.status() == 3 && said.err().contains("does not know this token"));
        assertThat(plain("streams", "pause", "x", "--url", url, "--ca", ca, "--token-file", reads.toString()))
                .matches(said -> said.status() == 3 && said.err().contains("may only read"));
        assertThat(plain("streams", "list", "--url", url, "--token-file", token))
                .matches(said -> said.status() == 3 && said.err().contains("--ca"));
        assertThat(plain("streams", "list", "--url", "https://localhost:1", "--ca", ca, "--token-file", token))
                .matches(said -> said.status() == 4 && said.err().contains("no hub answers"));
        assertThat(plain("streams", "list", "--url", url.replace("https", "http"), "--token-file", token))
                .matches(said -> said.status() == 2 && said.err().contains("https"));
        assertThat(plain("streams", "list", "--url", url, "--ca", ca))
                .matches(said -> said.status() == 3 && said.err().contains("TOCSIN_ADMIN_TOKEN"));
    }

    @Test
    void aReceiverThatAnswersNoMoreIsToldOfInPlainWords() throws Exception {
        String id = hub.pushStream("payroll");
        hub.receiverAnswers(503);
        try {
            hub.emit("acme");
            await().untilAsserted(() -> assertThat(tocsin("streams", "show", id).out())
                    .containsPattern("Backlog +1 SET, the oldest for ")
                    .containsPattern("Trouble +.*503"));
            assertThat(tocsin("streams", "list").out()).containsPattern(id + " .* enabled +1 .*503");
        } finally {
            hub.receiverAnswers(202);
        }
        await().untilAsserted(() ->
                assertThat(tocsin("streams", "show", id).out()).containsPattern("Backlog +nothing waits"));
        assertThat(tocsin("streams", "delete", id, "--yes").status()).isZero();
    }

    @Test
    void whatWasSentIsSentAgain() throws Exception {
        String id = hub.pushStream("other");
        hub.emit("globex");
        hub.emit("globex");
        await().untilAsserted(() -> assertThat(hub.pushes(id)).hasSize(2));
        Said replayed = tocsin("streams", "replay", id, "--since", "1h");
        assertThat(replayed.status()).as(replayed.err()).isZero();
        assertThat(replayed.out()).contains("is done: 2 SETs sent again");
        await().untilAsserted(() -> assertThat(hub.pushes(id)).hasSize(4));
        assertThat(tocsin("streams", "replay", id).err()).contains("--since");
        assertThat(tocsin("streams", "replay", id, "--since", "yesterday").status())
                .isEqualTo(2);
        assertThat(tocsin("streams", "delete", id, "--yes").status()).isZero();
    }

    @Test
    void aSetThatWasRefusedIsADeadLetterAndCanBeSentAgain() throws Exception {
        String id = hub.pushStream("other");
        assertThat(tocsin("dead-letters", "list", "--stream", id).out()).contains("No dead letters.");
        hub.receiverAnswers(400);
        try {
            hub.emit("globex");
            await().untilAsserted(() -> assertThat(
                            tocsin("dead-letters", "list", "--stream", id).out())
                    .contains("stream:" + id));
        } finally {
            hub.receiverAnswers(202);
        }
        String letter = JSON.readTree(
                        tocsin("dead-letters", "list", "--stream", id, "--json").out())
                .path("dead_letters")
                .path(0)
                .path("id")
                .asText();
        assertThat(tocsin("dead-letters", "show", letter).out())
                .contains("Dead letter " + letter)
                .containsPattern("Sent again +never")
                .contains("\"jti\"");
        assertThat(tocsin("dead-letters", "redrive", "--stream", id).err()).contains("--yes");
        Said redriven = tocsin("dead-letters", "redrive", letter);
        assertThat(redriven.status()).as(redriven.err()).isZero();
        assertThat(redriven.out()).contains("1 SET on the way again");
        await().untilAsserted(() -> assertThat(hub.pushes(id)).hasSize(2));
        assertThat(tocsin("dead-letters", "redrive", "--stream", id, "--yes").out())
                .contains("0 SETs on the way again");
        assertThat(tocsin("dead-letters", "redrive", "9-9").status()).isEqualTo(1);
        assertThat(tocsin("streams", "delete", id, "--yes").status()).isZero();
    }
}
