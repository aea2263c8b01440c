// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The chaos measurement in short, and its schedule. */
class ChaosIT {
    /** Its two rounds kill the broker and the receiver, then the transmitter. */
    private static final long SEED = 4;

    private static final int ROUNDS = 2;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void killingTransmitterBrokerAndReceiverLosesNothingAndMakesNoSecondJti(@TempDir Path folder) throws Exception {
        JsonNode report = ChaosCommand.run(folder, SEED, ROUNDS, 1, 50);

        assertThat(report.path("rounds").asInt()).isEqualTo(ROUNDS);
        assertThat(report.path("events").asInt()).isGreaterThan(50);
        assertThat(report.path("lost").asInt()).as("lost").isZero();
        assertThat(report.path("newJti").asInt()).as("new jti").isZero();
        assertThat(report.path("outOfOrder").asInt()).as("out of order").isZero();
    }

    @Test
    void theSameSeedKillsTheSameAtTheSameMoments() {
        assertThat(Schedule.of(SEED, 1, 2)).isEqualTo(Schedule.of(SEED, 1, 2)).isNotEqualTo(Schedule.of(SEED, 2, 2));
    }
}
