// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.receiver.ClientSecrets;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretChecksTest {
    private final Argon2id hashing = new Argon2id();
    private Instant now = Instant.parse("2026-05-01T12:00:00Z");
    private final SecretChecks checks = new SecretChecks(hashing, () -> now);

    @AfterEach
    void close() {
        checks.close();
    }

    @Test
    void theRightSecretMatchesAndAWrongOneDoesNot() {
        ClientSecrets secrets = ClientSecrets.of(hashing.hash("right"));

        assertThat(checks.matches(secrets, "right").join()).isTrue();
        assertThat(checks.matches(secrets, "wrong").join()).isFalse();
        assertThat(checks.matches(secrets, "right").join()).isTrue();
        assertThat(checks.matches(null, "right").join()).isFalse();
    }

    @Test
    void theFormerSecretIsGoodUntilItsTimeIsOver() {
        ClientSecrets secrets =
                new ClientSecrets(hashing.hash("new"), hashing.hash("old"), now.plus(Duration.ofHours(24)));

        assertThat(checks.matches(secrets, "old").join()).isTrue();
        assertThat(checks.matches(secrets, "new").join()).isTrue();

        now = now.plus(Duration.ofHours(24));
        assertThat(checks.matches(secrets, "old").join())
                .as("even though remembered")
                .isFalse();
        assertThat(checks.matches(secrets, "new").join()).isTrue();
    }

    @Test
    void whoIsKnownIsServedWhileStrangersFillTheQueue() {
        ClientSecrets secrets = ClientSecrets.of(hashing.hash("right"));
        assertThat(checks.matches(secrets, "right").join()).isTrue();

        List<CompletableFuture<Boolean>> strangers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            strangers.add(checks.matches(i % 2 == 0 ? null : secrets, "guess " + i));
        }

        assertThat(checks.matches(secrets, "right")).isCompletedWithValue(true);
        assertThat(strangers)
                .as("the rest is told to come again")
                .anyMatch(stranger -> stranger.isCompletedExceptionally()
                        && stranger.handle((right, why) -> rejection(why)).join() instanceof Rejection.Unavailable);
    }

    private static Rejection rejection(Throwable why) {
        Throwable cause = why instanceof CompletionException ? why.getCause() : why;
        return ((RejectedException) cause).rejection();
    }
}
