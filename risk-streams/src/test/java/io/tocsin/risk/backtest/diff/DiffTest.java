// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.diff;

import static io.tocsin.risk.backtest.Made.revocation;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.backtest.consequence.Consequence;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiffTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void whoIsRevokedByOneOnlyIsNewlyRevokedOrSpared() {
        Consequence added = revocation("alice", "s1", HOUR);
        Consequence old = revocation("bob", "s2", HOUR);
        Diff diff = Diff.of(List.of(added), List.of(old), List.of(added), List.of(old));
        assertThat(diff.changes()).containsExactly(new Change.Revoked(added), new Change.Spared(old));
    }

    @Test
    void whoIsRevokedByBothIsRevokedEarlierOrLaterOrAtTheSameTime() {
        Consequence early = revocation("alice", "s1", HOUR);
        Consequence late = revocation("alice", "s1", HOUR.multipliedBy(3));
        Consequence same = revocation("bob", "s2", HOUR);
        Diff diff = Diff.of(List.of(early, same), List.of(late, same), List.of(), List.of());
        assertThat(diff.moved(true)).containsExactly(new Change.Moved(early, late, Duration.ofHours(-2)));
        assertThat(diff.moved(false)).isEmpty();
        assertThat(diff.changes(Change.Same.class)).containsExactly(new Change.Same(same, same));
    }

    @Test
    void revocationsOfOneSubjectThatAreDaysApartAreNotTheSame() {
        Consequence first = revocation("alice", "s1", HOUR);
        Consequence second = revocation("alice", "s1", Duration.ofDays(4));
        Diff diff = Diff.of(List.of(second), List.of(first), List.of(), List.of());
        assertThat(diff.changes()).containsExactly(new Change.Spared(first), new Change.Revoked(second));
    }

    @Test
    void revocationsAreCountedByDayAndEverythingByEvent() {
        Consequence today = revocation("alice", "s1", HOUR);
        Consequence tomorrow = revocation("alice", "s2", Duration.ofDays(1));
        Diff diff = Diff.of(List.of(today, tomorrow), List.of(today), List.of(today, tomorrow), List.of(today));
        assertThat(diff.byDay())
                .containsEntry(LocalDate.parse("2026-03-02"), new Diff.Counts(1, 1))
                .containsEntry(LocalDate.parse("2026-03-03"), new Diff.Counts(1, 0));
        assertThat(diff.byEvent()).containsEntry("session-revoked by revoke-risky-session", new Diff.Counts(2, 1));
    }
}
