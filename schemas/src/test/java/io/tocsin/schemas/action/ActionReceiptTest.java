// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.action.ActionReceipt.Standing;
import io.tocsin.schemas.subject.SimpleSubject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which word counts, where two hubs were at one revocation for a moment. */
class ActionReceiptTest {
    private static final Instant BEGUN = Instant.parse("2026-11-22T10:00:00Z");

    private final ActionReceipt waiting = new ActionReceipt(
            "id",
            "keycloak",
            "acme",
            "event",
            "txn",
            new SimpleSubject.Opaque("s-1"),
            0,
            BEGUN,
            BEGUN,
            0,
            null,
            new Standing.Waiting());
    private final ActionReceipt done = waiting.tried(null, new Standing.Done(BEGUN));
    private final ActionReceipt absent = waiting.tried(null, new Standing.Absent(BEGUN));

    @Test
    void eachTryCountsMoreThanTheOneBefore() {
        ActionReceipt again = waiting.tried("HTTP 503", new Standing.Waiting());
        assertThat(again.supersedes(waiting)).isTrue();
        assertThat(done.supersedes(again)).isTrue();
        assertThat(absent.supersedes(again)).isTrue();
    }

    @Test
    void whatHasEndedDoesNotWaitAgainAndWhatIsDoneStaysDone() {
        assertThat(waiting.supersedes(absent)).isFalse();
        assertThat(waiting.supersedes(done)).isFalse();
        assertThat(absent.supersedes(done)).isFalse();
        assertThat(done.supersedes(absent)).isTrue();
    }

    @Test
    void whatIsBegunAnewCountsMoreThanAnyEndByWhicheverClock() {
        assertThat(waiting.anew(BEGUN.plusSeconds(60)).supersedes(done)).isTrue();
        assertThat(waiting.anew(BEGUN.minusSeconds(60)).supersedes(done)).isTrue();
        assertThat(done.supersedes(waiting.anew(BEGUN))).isFalse();
    }
}
