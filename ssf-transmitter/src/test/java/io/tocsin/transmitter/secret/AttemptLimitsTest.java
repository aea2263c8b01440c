// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.conformance.Requirement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@Requirement("SEC-6")
class AttemptLimitsTest {
    private static final String HOME = "192.0.2.1";
    private static final String ELSEWHERE = "198.51.100.7";
    private Instant now = Instant.parse("2026-05-01T12:00:00Z");
    private final AttemptLimits limits = new AttemptLimits(() -> now);

    @Test
    void whoFailsTooOftenWaitsAsLongAsItIsTold() {
        int failed = failuresUntilRefused("client", ELSEWHERE);
        assertThat(failed).isBetween(10, 30);

        Duration wait = limits.attempt("client", ELSEWHERE);
        assertThat(wait).isPositive();
        now = now.plus(wait);
        assertThat(limits.attempt("client", ELSEWHERE)).isZero();
    }

    @Test
    void whoSucceedsIsNeverCharged() {
        for (int i = 0; i < 1000; i++) {
            assertThat(limits.attempt("client", HOME)).as("attempt %d", i).isZero();
            limits.succeeded("client", HOME);
        }
    }

    @Test
    void strangersElsewhereDoNotLockTheClientOut() {
        limits.attempt("client", HOME);
        limits.succeeded("client", HOME);

        for (int i = 0; i < 1000; i++) {
            limits.attempt("client", "203.0.113." + i % 256);
        }
        assertThat(limits.attempt("client", "203.0.113.1")).as("a stranger").isPositive();

        assertThat(limits.attempt("client", HOME)).isZero();
    }

    @Test
    void strangersBehindTheSameAddressDoNotLockTheClientOut() {
        limits.attempt("client", HOME);
        limits.succeeded("client", HOME);

        for (int i = 0; i < 1000; i++) {
            limits.attempt("other" + i, HOME);
        }
        assertThat(limits.attempt("another", HOME)).as("a stranger").isPositive();

        assertThat(limits.attempt("client", HOME)).isZero();
    }

    @Test
    void oneAddressCannotTryManyClients() {
        int tried = 0;
        while (limits.attempt("client" + tried, ELSEWHERE).isZero() && tried < 1000) {
            tried++;
        }
        assertThat(tried).isBetween(10, 30);
    }

    @Test
    void oneNetworkOfIpv6IsOneAddress() {
        int tried = 0;
        while (limits.attempt("client" + tried, "2001:db8:0:1:0:0:0:" + Integer.toHexString(tried))
                        .isZero()
                && tried < 1000) {
            tried++;
        }
        assertThat(tried).isBetween(10, 30);
        assertThat(limits.attempt("client", "2001:db8:0:2:0:0:0:1")).isZero();
    }

    private int failuresUntilRefused(String clientId, String address) {
        int failed = 0;
        while (limits.attempt(clientId, address).isZero() && failed < 1000) {
            failed++;
        }
        return failed;
    }
}
