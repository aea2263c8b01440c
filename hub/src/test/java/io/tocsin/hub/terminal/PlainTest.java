// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:41:10Z");

    @ParameterizedTest
    @CsvSource({
        "PT0.4S, 0 s",
        "PT59S, 59 s",
        "PT1M, 1 min",
        "PT3M5S, 3 min 5 s",
        "PT12M5S, 12 min",
        "PT1H10M, 1 h 10 min",
        "PT26H, 26 h",
        "PT49H, 2 d 1 h",
        "P40D, 40 d"
    })
    void aSpanIsSaidInTheUnitsThatMatter(Duration span, String said) {
        assertThat(Plain.span(NOW.minus(span), NOW)).isEqualTo(said);
        assertThat(Plain.span(NOW, NOW.minus(span))).isEqualTo(said);
    }

    @Test
    void aTimeSaysHowFarAwayItIs() {
        assertThat(Plain.time(NOW.minusSeconds(90), NOW)).isEqualTo("2026-11-22 09:39:40Z (1 min 30 s ago)");
        assertThat(Plain.time(NOW.plusSeconds(35), NOW)).isEqualTo("2026-11-22 09:41:45Z (in 35 s)");
    }

    @Test
    void oneIsNotMany() {
        assertThat(Plain.count(1, "SET")).isEqualTo("1 SET");
        assertThat(Plain.count(1842, "SET")).isEqualTo("1,842 SETs");
    }
}
