// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tocsin.kafka.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Types every command of the pages in {@code docs/}, with ports of its own, and compares what is printed. */
class GuidesIT {
    /**
     * A page to be followed from its first command to its last.
     *
     * @param needs programs that its reader has to have
     * @param steps it has at least as many, or it was not read as it was meant
     */
    record Page(String file, List<String> needs, int steps) {
        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Page> pages() {
        return Stream.of(
                new Page("idp-guide.md", List.of("bash", "curl", "jq", "openssl", "base64", "od"), 6),
                new Page("analyst-guide.md", List.of("bash", "curl", "openssl", "sed", "grep", "cut"), 11),
                new Page("backtest.md", List.of("bash"), 2));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandDoesWhatThePageSays(Page page, @TempDir Path folder) throws IOException, InterruptedException {
        for (String needed : page.needs()) {
            assumeThat(Shell.knows(needed))
                    .as("%s uses %s, which is not installed", page, needed)
                    .isTrue();
        }
        String transmitter = Integer.toString(FreePort.any());
        String admin = Integer.toString(FreePort.any());
        List<Guide.Step> steps = Guide.read(Path.of("../docs", page.file())).steps().stream()
                .map(step -> new Guide.Step(
                        step.line(),
                        step.commands().replace("8442", transmitter).replace("8440", admin),
                        step.shown() == null ? null : step.shown().replace("8442", transmitter)))
                .toList();
        assertThat(steps.size()).isGreaterThanOrEqualTo(page.steps());

        new Shell(folder).follow(steps);
    }
}
