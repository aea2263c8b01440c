// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A secret that becomes another while it is in use. */
class KeptTest {
    private Instant now = Instant.parse("2026-03-02T09:00:00Z");
    private String stored = "first";
    private int asked;
    private final Kept kept = new Kept("the key", "first", this::read, Duration.ofMinutes(1), () -> now);
    private final Secret secret = Secret.keptBy(kept);

    private String read() {
        asked++;
        if (stored.isEmpty()) {
            throw new IllegalArgumentException("file key cannot be read");
        }
        return stored;
    }

    @Test
    void whatReplacedItIsUsedAndBothCountForAWhile() {
        stored = "second";
        kept.lookIfDue();
        assertThat(secret.reveal()).isEqualTo("first");
        now = now.plus(Duration.ofMinutes(1));
        kept.lookIfDue();
        assertThat(secret.reveal()).isEqualTo("second");
        assertThat(secret.matches("second") && secret.matches("first")).isTrue();
        assertThat(secret.valid()).containsExactly(Secret.of("second"), Secret.of("first"));
        now = now.plus(Kept.OVERLAP);
        assertThat(secret.matches("first")).isFalse();
        assertThat(secret.matches("second")).isTrue();
        assertThat(secret.toString()).isEqualTo("[secret]");
    }

    @Test
    void whoeverIsRefusedLooksAtOnceButSeldom() {
        stored = "second";
        assertThat(secret.renew()).isFalse();
        now = now.plus(Kept.SELDOM);
        assertThat(secret.renew()).isTrue();
        assertThat(secret.reveal()).isEqualTo("second");
        for (int i = 0; i < 100; i++) {
            assertThat(secret.renew()).isFalse();
        }
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void whatCannotBeReadChangesNothing() {
        stored = "";
        now = now.plus(Duration.ofMinutes(2));
        assertThat(secret.renew()).isFalse();
        assertThat(secret.reveal()).isEqualTo("first");
    }
}
