// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that print a value, of this machine. */
class CommandTest {
    @TempDir
    private Path folder;

    private Command command(String text) {
        return Command.parse(text, folder);
    }

    private Command hasty(String script) {
        return new Command(List.of("sh", "-c", script), folder, Duration.ofMillis(300));
    }

    @Test
    void whatItPrintsIsTheValueWithoutTheLineBreak() throws Exception {
        Files.writeString(folder.resolve("secret"), "from the folder\n");
        assertThat(command("cat secret").run()).isEqualTo("from the folder");
        assertThat(command("printf '%s %s' \"two words\" 'and  more'").run()).isEqualTo("two words and  more");
        // no shell: these are letters
        assertThat(command("echo $HOME;ls").run()).isEqualTo("$HOME;ls");
    }

    @Test
    void aFailureNamesTheProgramAndNothingElse() {
        assertThatThrownBy(() -> command("sh -c 'echo hunter2; exit 3' hunter3").run())
                .hasMessage("command sh ended with status 3, expected 0");
        assertThatThrownBy(() -> command("no-such-program hunter2").run())
                .hasMessage("command no-such-program could not be started");
        assertThatThrownBy(() -> command("true").run()).hasMessage("command true printed nothing, expected a value");
        assertThatThrownBy(() -> command("  ")).hasMessageContaining("command is empty");
        assertThat(command("vault read hunter2").toString()).isEqualTo("Command[vault]");
    }

    @Test
    void aCommandHasSoLongAndPrintsSoMuch() {
        assertThatThrownBy(() -> hasty("sleep 600").run()).isInstanceOf(IllegalArgumentException.class);
        // a child of it holds its output open
        assertThatThrownBy(() -> hasty("sleep 600 & wait").run()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Command(List.of("yes"), folder, Duration.ofSeconds(30)).run())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
