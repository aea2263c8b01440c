// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final List<Duration> LATENCIES =
            List.of(Duration.ofMillis(9), Duration.ofMillis(3), Duration.ofMillis(5), Duration.ofMillis(7));

    @Test
    void everythingThatHadToArriveAndNothingElseIsAPass() {
        assertThat(verdict(4, 0, List.of()).passed()).isTrue();
        assertThat(verdict(3, 0, List.of()).passed()).isFalse();
        assertThat(verdict(4, 1, List.of()).passed()).isFalse();
        assertThat(verdict(4, 0, List.of("a SET came twice")).passed()).isFalse();
        assertThat(new Verdict(1, 0, 0, 0, 0, List.of(), List.of(), Duration.ZERO).passed())
                .isFalse();
    }

    @Test
    void programsReadOneLine() {
        assertThat(verdict(4, 0, List.of()).json())
                .isEqualTo(
                        "{\"passed\":true,\"run\":1,\"signals\":9,\"expected\":4,\"arrived\":4,\"unexpected\":0,"
                                + "\"faults\":[],\"signalToAckMillis\":{\"p50\":5.0,\"p99\":9.0,\"max\":9.0},\"readyMillis\":6000}");
    }

    private static Verdict verdict(int arrived, int unexpected, List<String> faults) {
        return new Verdict(1, 9, 4, arrived, unexpected, faults, LATENCIES, Duration.ofSeconds(6));
    }
}
