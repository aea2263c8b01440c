// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.conformance.Requirement;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushAnswerTest {
    private static final URI ENDPOINT = URI.create("https://rx.example/in");
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
                "400 | {\"err\":\"invalid_key\"} | refused",
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
                "429 | - | throttled",
                "500 | - | transient",
                "502 | - | transient",
                "503 | - | transient",
                "599 | - | transient"
            })
    @Requirement({"A-30", "A-31", "PUSH-2.4-2", "PUSH-2-5", "PUSH-4-1"})
    void everyAnswerHasItsOutcome(int status, @Nullable String body, String outcome) {
        assertThat(answer(status, null, body == null ? "" : body)
                        .outcome(ENDPOINT, 1, NOW)
                        .word())
                .isEqualTo(outcome);
    }

    @Test
    void anErrorIsPassedOnWithItsDescription() {
        PushOutcome outcome = answer(400, null, "{\"err\":\"invalid_audience\",\"description\":\"not for me\"}")
                .outcome(ENDPOINT, 1, NOW);

        assertThat(outcome).isEqualTo(new PushOutcome.Rejected("invalid_audience", "not for me"));
    }

    @Test
    void aKeyTheReceiverDoesNotKnowYetIsTriedAFewTimesOnly() {
        PushAnswer unknownKey = answer(400, null, "{\"err\":\"invalid_key\"}");

        assertThat(unknownKey.outcome(ENDPOINT, 3, NOW)).isInstanceOf(PushOutcome.Refused.class);
        assertThat(unknownKey.outcome(ENDPOINT, 4, NOW)).isEqualTo(new PushOutcome.Rejected("invalid_key", null));
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
        PushOutcome outcome = answer(503, retryAfter, "").outcome(ENDPOINT, 1, NOW);

        assertThat(outcome)
                .isEqualTo(
                        seconds == null
                                ? new PushOutcome.Transient("HTTP 503", null)
                                : new PushOutcome.Transient(
                                        "HTTP 503, asked to wait " + seconds + " s", Duration.ofSeconds(seconds)));
    }

    @Test
    @Requirement("A-31")
    void everyFailureSaysInPlainWordsWhatWasFound() {
        assertThat(answer(401, null, "").outcome(ENDPOINT, 1, NOW)).isEqualTo(new PushOutcome.Refused("HTTP 401"));
        assertThat(answer(429, "6", "").outcome(ENDPOINT, 1, NOW))
                .isEqualTo(new PushOutcome.Throttled("HTTP 429, asked to wait 6 s", Duration.ofSeconds(6)));
        assertThat(answer(503, null, "").outcome(ENDPOINT, 1, NOW))
                .isEqualTo(new PushOutcome.Transient("HTTP 503", null));
        assertThat(answer(400, null, "{\"err\":\"access_denied\"}").outcome(ENDPOINT, 1, NOW))
                .isEqualTo(new PushOutcome.Refused("HTTP 400, access_denied"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "https://else.example/in?token=x | redirects to another host",
                "https://rx.example/other | redirects elsewhere",
                "/other | redirects elsewhere",
                "- | redirects to nowhere",
                "ht tp:// | redirects to what is no URL"
            })
    @Requirement({"A-31", "SEC-1"})
    void aRedirectIsAFailureThatTellsWhereToButNotTheWholeAddress(@Nullable String location, String found) {
        PushOutcome outcome = new PushAnswer(308, null, location, new byte[0]).outcome(ENDPOINT, 1, NOW);

        assertThat(outcome).isEqualTo(new PushOutcome.Refused("HTTP 308, " + found + "; redirects are not followed"));
    }

    private static PushAnswer answer(int status, @Nullable String retryAfter, String body) {
        return new PushAnswer(status, retryAfter, null, body.getBytes(UTF_8));
    }
}
