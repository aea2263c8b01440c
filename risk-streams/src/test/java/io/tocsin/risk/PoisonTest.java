// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.topic.Topics;
import org.junit.jupiter.api.Test;

class PoisonTest {
    @Test
    void bytesThatAreNoSignalAreSetAsideAndTheRestGoesOn() {
        try (Bench bench = Bench.withDefaults()) {
            bench.pipeRaw(Topics.SIGNALS.name(), "acme|0".getBytes(UTF_8), "not avro".getBytes(UTF_8));
            bench.pipeRaw(Topics.RESOLVED_SIGNALS.name(), "nonsense".getBytes(UTF_8), new byte[] {0, 1});
            bench.hear(Told.morning()).hear(Told.threat(Severity.CRITICAL, "det-1", 5));

            assertThat(bench.told()).hasSize(1);
            assertThat(bench.deadLetters()).hasSize(2).allSatisfy(letter -> {
                assertThat(letter.origin()).startsWith("risk:");
                assertThat(letter.reason()).contains("@");
            });
        }
    }
}
