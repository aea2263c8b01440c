// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushAnswerTest {
    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "202 | - | delivered",
                "200 | - | delivered",
                "204 | - | delivered",
                "301 | - | refused",
                "307 | - | refused",
                "400 | {\"err\":\"invalid_request\",\"description\":\"no\"} | rejected",
                "400 | {\"err\":\"invalid_issuer\"} | rejected",
                "400 | {\"err\":\"invalid_audience\"} | rejected",
                "400 | {\"err\":\"invalid_state\"} | rejected",
                "400 | {\"err\":\"something_new\"} | rejected",
                "400 | {\"err\":\"authentication_failed\"} | refused",
                "400 | {\"err\":\"access_denied\"} | refused",
                "400 | {\"err\":\"invalid_key\"} | transient",
                "400 | - | rejected",
                "400 | <html>no</html> | rejected",
                "400 | [1] | rejected",
                "401 | - | refused",
                "403 | - | refused",
                "404 | - | refused",
                "405 | - | refused",
                "410 | - | refused",
                "408 | - | transient",
                "413 | - | rejected",
                "415 | - | rejected",
                "425 | - | transient",
                "429 | - | transient",
                "500 | - | transient",
                "502 | - | transient",
                "503 | - | transient",
                "599 | - | transient"
            })
    void everyAnswerHasItsOutcome(int status, @Nullable String body, String outcome) {
        assertThat(answer(status, null, body == null ? "" : body)
                        .outcome(1, NOW)
                        .word())
                .isEqualTo(outcome);
    }

    @Test
    void anErrorIsPassedOnWithItsDescription() {
        PushOutcome outcome = answer(400, null, "{\"err\":\"invalid_audience\",\"description\":\"not for me\"}")
                .outcome(1, NOW);

        assertThat(outcome).isEqualTo(new PushOutcome.Rejected("invalid_audience", "not for me"));
    }

    @Test
    void aKeyTheReceiverDoesNotKnowYetIsTriedAFewTimesOnly() {
        PushAnswer unknownKey = answer(400, null, "{\"err\":\"invalid_key\"}");

        assertThat(unknownKey.outcome(3, NOW)).isInstanceOf(PushOutcome.Transient.class);
        assertThat(unknownKey.outcome(4, NOW)).isEqualTo(new PushOutcome.Rejected("invalid_key", null));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "7 | 7",
                "Thu, 01 Oct 2026 12:00:30 GMT | 30",
                "Thu, 01 Oct 2026 11:00:00 GMT | -",
                "99999999 | 3600",
                "99999999999999999999 | -",
                "0 | -",
                "-5 | -",
                "soon | -"
            })
    void retryAfterIsHonouredInBothForms(String retryAfter, @Nullable Long seconds) {
        PushOutcome outcome = answer(503, retryAfter, "").outcome(1, NOW);

        assertThat(outcome)
                .isEqualTo(new PushOutcome.Transient("http_503", seconds == null ? null : Duration.ofSeconds(seconds)));
    }

    private static PushAnswer answer(int status, @Nullable String retryAfter, String body) {
        return new PushAnswer(status, retryAfter, body.getBytes(UTF_8));
    }
}
