// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.policy.PolicyEntry.Shadow;
import io.tocsin.schemas.policy.PolicyVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReminderTest {
    private static final Instant T0 = Instant.parse("2026-03-02T08:00:00Z");

    private final List<Shadow> left = new ArrayList<>();
    private Instant now = T0;

    private static Shadow shadow(int number) {
        return new Shadow(new PolicyVersion("main", number, "hash-" + number), T0.minus(Duration.ofDays(20)));
    }

    @Test
    void eachShadowThatWasLeftIsMentionedOnceADayUntilSomebodySeesToIt() {
        try (Reminder reminder = new Reminder(() -> List.copyOf(left), () -> now)) {
            assertThat(reminder.look()).isEmpty();

            left.add(shadow(1));
            assertThat(reminder.look()).containsExactly(shadow(1));
            left.add(shadow(2));
            now = T0.plus(Duration.ofHours(23));
            assertThat(reminder.look()).containsExactly(shadow(2));
            now = T0.plus(Duration.ofHours(24));
            assertThat(reminder.look()).containsExactly(shadow(1));

            left.clear();
            assertThat(reminder.look()).isEmpty();
            left.add(shadow(1));
            assertThat(reminder.look()).containsExactly(shadow(1));
        }
    }
}
