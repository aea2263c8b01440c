// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types every command of {@code docs/analyst-guide.md}, with ports of its own, and compares what is printed. */
class AnalystGuideIT {
    @TempDir
    private Path folder;

    @Test
    void everyCommandOfTheGuideDoesWhatTheGuideSays() throws IOException, InterruptedException {
        for (String needed : List.of("bash", "curl", "openssl", "sed", "grep", "cut")) {
            assumeThat(Shell.knows(needed))
                    .as("the guide uses %s, which is not installed", needed)
                    .isTrue();
        }
        String transmitter = freePort();
        String admin = freePort();
        List<Guide.Step> steps = Guide.read(Path.of("../docs/analyst-guide.md")).steps().stream()
                .map(step -> new Guide.Step(
                        step.line(),
                        step.commands().replace("8442", transmitter).replace("8440", admin),
                        step.shown()))
                .toList();
        assertThat(steps.size()).isGreaterThan(10);

        Shell.Run run = new Shell(folder).run(steps);

        for (int i = 0; i < run.printed().size(); i++) {
            Guide.Step step = steps.get(i);
            assertThat(step.fits(run.printed().get(i)))
                    .as(
                            "the commands at line %d print:%n%s%n%s",
                            step.line(), run.printed().get(i), run.errors())
                    .isTrue();
        }
        assertThat(run.printed().size())
                .as("steps that ended; then: %s", run.errors())
                .isEqualTo(steps.size());
        assertThat(run.status()).as(run.errors()).isZero();
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
