// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.transmitter.lane.failing.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureNewsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");

    private final FailureNews news = new FailureNews();
    private int failures;

    private Optional<String> waits(String reason, Duration after) {
        return news.waits(
                new Trouble(reason, false, ++failures, BEGIN, BEGIN.plus(after), failures), BEGIN.plus(after));
    }

    @Test
    void thatAReceiverBeginsToFailIsSaidAtOnce() {
        assertThat(waits("HTTP 503", Duration.ZERO))
                .hasValueSatisfying(text -> assertThat(text).contains("fails and waits", "HTTP 503"));
    }

    @Test
    void thatItGoesOnIsSaidOnceAnHourWithACount() {
        int said = 0;
        for (int second = 0; second < Duration.ofHours(5).toSeconds(); second += 30) {
            said += waits("HTTP 503", Duration.ofSeconds(second)).isPresent() ? 1 : 0;
        }

        assertThat(said).isEqualTo(5);
        assertThat(waits("HTTP 503", Duration.ofHours(5)))
                .hasValueSatisfying(text -> assertThat(text).contains("still fails", "601 failures", "120 waits"));
    }

    @Test
    void anotherReasonIsSaidButNotEachTimeThatReasonsAlternate() {
        waits("HTTP 503", Duration.ZERO);
        assertThat(waits("HTTP 401", Duration.ofMinutes(11)))
                .hasValueSatisfying(text -> assertThat(text).contains("HTTP 401"));

        int said = 0;
        for (int second = 0; second < Duration.ofHours(1).toSeconds(); second++) {
            String reason = second % 2 == 0 ? "HTTP 503" : "HTTP 401";
            said += waits(reason, Duration.ofMinutes(12).plusSeconds(second)).isPresent() ? 1 : 0;
        }

        assertThat(said).isLessThanOrEqualTo(6);
    }

    @Test
    void theRecoveryIsSaidOnce() {
        waits("HTTP 503", Duration.ZERO);

        assertThat(news.recovered(BEGIN.plusSeconds(60))).isPresent();
        assertThat(news.recovered(BEGIN.plusSeconds(61))).isEmpty();
    }

    @Test
    void ofAFailureThatNobodyWasToldOfNoRecoveryIsTold() {
        assertThat(news.recovered(BEGIN)).isEmpty();
    }

    @Test
    void whoFailsAndRecoversAllTheTimeIsSpokenOfNowAndThenOnly() {
        int said = 0;
        for (int second = 0; second < Duration.ofHours(1).toSeconds(); second += 2) {
            said += waits("HTTP 503", Duration.ofSeconds(second)).isPresent() ? 1 : 0;
            said += news.recovered(BEGIN.plusSeconds(second + 1L)).isPresent() ? 1 : 0;
        }

        assertThat(said).isBetween(8, 14);
    }

    @Test
    void aFailureSoonAfterARecoveryIsToldOnceItHasLasted() {
        waits("HTTP 503", Duration.ZERO);
        news.recovered(BEGIN.plusSeconds(60));

        assertThat(waits("HTTP 503", Duration.ofMinutes(2))).isEmpty();
        assertThat(waits("HTTP 503", Duration.ofMinutes(11))).isPresent();
    }
}
