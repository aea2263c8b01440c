// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor.pace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.connectors.vendor.Reply;
import io.tocsin.connectors.vendor.VendorApi;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GovernorTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");

    private final Governor governor = new Governor(120, 0.5, InstantSource.system(), new Random(1));

    @Test
    void aTimeToComeBackIsKept() {
        Governor now = at(NOW, 0.5);
        now.heard(reply(429, Map.of("Retry-After", "30")));
        assertThat(now.turn()).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void soIsADate() {
        Governor now = at(NOW, 0.5);
        now.heard(reply(429, Map.of("Retry-After", "Mon, 02 Mar 2026 09:31:00 GMT")));
        assertThat(now.turn()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void andTheEndOfTheWindowWhereNothingElseIsSaid() {
        Governor now = at(NOW, 0.5);
        now.heard(reply(429, Map.of("X-Rate-Limit-Reset", Long.toString(NOW.getEpochSecond() + 45))));
        assertThat(now.turn()).isEqualTo(NOW.plusSeconds(45));
    }

    @Test
    void whatOktaAndGraphSayIsUnderstood() {
        JsonNode okta = Samples.json("okta/error-429.json");
        Instant reset = Instant.ofEpochSecond(
                okta.path("headers").path("x-rate-limit-reset").asLong());
        Governor atOkta = at(reset.minusSeconds(33), 0.5);
        atOkta.heard(reply(okta));
        assertThat(atOkta.turn()).isEqualTo(reset);

        Governor atReports = at(NOW, 0.5);
        atReports.heard(reply(Samples.json("entra/error-429.json").get(0)));
        assertThat(atReports.turn()).isEqualTo(NOW.plusSeconds(10));

        Governor atProtection = at(NOW, 0.5);
        atProtection.heard(reply(Samples.json("entra/error-429.json").get(1)));
        assertThat(atProtection.turn()).isAfter(NOW).isBeforeOrEqualTo(NOW.plusSeconds(2));
    }

    private static Reply reply(JsonNode sample) {
        Map<String, String> headers = new HashMap<>();
        sample.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return reply(sample.path("status").asInt(), headers);
    }

    @Test
    void withoutAWordItWaitsLongerEachTimeAndNeverTheSame() {
        Governor now = at(NOW, 0.5);
        Instant before = Instant.EPOCH;
        for (int i = 0; i < 12; i++) {
            now.heard(reply(429, Map.of()));
            assertThat(now.turn()).isAfterOrEqualTo(before).isBeforeOrEqualTo(NOW.plusSeconds(121));
            before = now.turn();
        }
        assertThat(before).isAfter(NOW.plusSeconds(5));
    }

    @Test
    void nobodyMakesItWaitForMoreThanAnHour() {
        Governor now = at(NOW, 0.5);
        now.heard(reply(429, Map.of("Retry-After", "999999")));
        assertThat(now.turn()).isEqualTo(NOW.plusSeconds(3600));
    }

    @Test
    void itLeavesOthersTheirShare() {
        Governor half = at(NOW, 0.5);
        Map<String, String> headers = new HashMap<>(
                Map.of("X-Rate-Limit-Limit", "120", "X-Rate-Limit-Reset", Long.toString(NOW.getEpochSecond() + 20)));
        headers.put("X-Rate-Limit-Remaining", "61");
        half.heard(reply(200, headers));
        assertThat(half.turn()).isBefore(NOW);
        headers.put("X-Rate-Limit-Remaining", "60");
        half.heard(reply(200, headers));
        assertThat(half.turn()).isEqualTo(NOW.plusSeconds(20));
    }

    @Test
    void aResetByAnotherClockIsNotBelieved() {
        Governor now = at(NOW, 0.5);
        now.heard(reply(
                200,
                Map.of(
                        "X-Rate-Limit-Limit",
                        "120",
                        "X-Rate-Limit-Remaining",
                        "0",
                        "X-Rate-Limit-Reset",
                        "1000000000")));
        assertThat(now.turn()).isBefore(NOW);
    }

    @Test
    void questionsAreSpacedAfterAFewAtOnce() throws Exception {
        VendorApi governed = governor.govern(ask -> reply(200, Map.of()));
        for (int i = 0; i < 4; i++) {
            governed.send(Ask.get(URI.create("https://vendor.example/")));
        }
        assertThat(governor.turn()).isAfter(Instant.now());
    }

    private static Governor at(Instant now, double share) {
        return new Governor(120, share, InstantSource.fixed(now), new Random(1));
    }

    private static Reply reply(int status, Map<String, String> headers) {
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return new Reply(status, lists, new byte[0]);
    }
}
