// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.connectors.feed.FeedId;
import io.tocsin.schemas.connector.Trouble;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PulseTest {
    private static final FeedId SIGN_INS = new FeedId("acme", "entra", "entra", "sign-ins");
    private static final FeedId RISKS = new FeedId("acme", "entra", "entra", "risky-users");
    private static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");

    private final Pulse pulse = new Pulse();

    @Test
    void aConnectorSaysOnceAMinuteThatItIsThere() {
        assertThat(pulse.isDue(SIGN_INS, NOW)).isTrue();
        assertThat(pulse.isDue(RISKS, NOW.plusSeconds(59))).isFalse();
        assertThat(pulse.isDue(RISKS, NOW.plusSeconds(60))).isTrue();
    }

    @Test
    void aFeedThatGetsNoAnswerSilencesTheConnectorUntilItDoes() {
        pulse.failed(RISKS, Trouble.Kind.TRANSIENT);
        assertThat(pulse.isDue(SIGN_INS, NOW)).isFalse();
        assertThat(pulse.isDue(RISKS, NOW)).isTrue();
    }

    @Test
    void aFeedThatIsRefusedSilencesNobody() {
        pulse.failed(RISKS, Trouble.Kind.TRANSIENT);
        pulse.failed(RISKS, Trouble.Kind.AUTHORIZATION);
        assertThat(pulse.isDue(SIGN_INS, NOW)).isTrue();
    }
}
