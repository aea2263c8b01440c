// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types every command of {@code docs/backtest.md} that needs no hub, and compares what is printed. */
class BacktestGuideIT {
    @TempDir
    private Path folder;

    @Test
    void everyCommandOfThePageDoesWhatThePageSays() throws IOException, InterruptedException {
        assumeThat(Shell.knows("bash")).isTrue();
        List<Guide.Step> steps = Guide.read(Path.of("../docs/backtest.md")).steps();
        assertThat(steps.size()).isGreaterThan(1);

        Shell.Run run = new Shell(folder).run(steps);

        for (int i = 0; i < run.printed().size(); i++) {
            assertThat(steps.get(i).fits(run.printed().get(i)))
                    .as(
                            "line %d prints:%n%s%n%s",
                            steps.get(i).line(), run.printed().get(i), run.errors())
                    .isTrue();
        }
        assertThat(run.printed()).as(run.errors()).hasSameSizeAs(steps);
        assertThat(run.status()).as(run.errors()).isZero();
    }
}
