// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.secret.Secret;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Against vectors that were computed elsewhere. */
class SignerTest {
    private static final Instant AT = Instant.ofEpochSecond(1_772_440_200);
    private static final byte[] BODY = ("{\"event\":\"device.compliance_changed\",\"id\":\"evt_fake_0001\","
                    + "\"occurred_at\":\"2026-03-02T08:30:00Z\",\"device\":{\"serial\":\"FVFXFAKE01Q6\"},"
                    + "\"user\":{\"email\":\"alice.ng@acme.example\"},\"from\":\"compliant\",\"to\":\"noncompliant\"}")
            .getBytes(UTF_8);

    @Test
    void timestampedSignaturesAreThoseOfTheVector() {
        assertThat(Signer.timestamped(Secret.of("test-secret-not-real")).headers("", AT, BODY))
                .containsEntry("X-Timestamp", "1772440200")
                .containsEntry("X-Signature", "v0=cc46580d9a0ed067bb55e579685d48b562a3924a65c33d351c2b592c86933a5f");
    }

    @Test
    void standardWebhooksAreThoseOfTheVector() {
        assertThat(Signer.standardWebhooks(Secret.of("whsec_dGVzdC1zZWNyZXQtbm90LXJlYWw="))
                        .headers("evt_fake_0001", AT, BODY))
                .containsEntry("webhook-id", "evt_fake_0001")
                .containsEntry("webhook-signature", "v1,+GCPjuo4E07Atwnj1turTsTXuV100VnAgsjQF2g4wAY=");
    }
}
