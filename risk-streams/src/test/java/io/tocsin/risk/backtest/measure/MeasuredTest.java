// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.measure;

import static io.tocsin.risk.backtest.Made.AT;
import static io.tocsin.risk.backtest.Made.revocation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.risk.label.Label;
import io.tocsin.risk.label.Label.Expected;
import io.tocsin.risk.label.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void anAttackWhoseSessionIsRevokedIsCaughtAndTheDelayCountsFromWhenItCouldBe() {
        Measured measured = Measured.of(
                labels(theft("alice", "s1"), theft("bob", "s2")), List.of(revocation("alice", "s1", MINUTE)));
        assertThat(measured.precision()).isEqualTo(1);
        assertThat(measured.recall()).isEqualTo(0.5);
        assertThat(measured.kinds().get("session-theft").delays()).containsExactly(MINUTE);
    }

    @Test
    void anAttackIsNotCaughtByTheRevocationOfAnotherSessionThoughThatIsNoFalseAlarm() {
        Measured measured = Measured.of(labels(theft("alice", "s1")), List.of(revocation("alice", "another", MINUTE)));
        assertThat(measured.recall()).isZero();
        assertThat(measured.precision()).isEqualTo(1);
        assertThat(measured.falsePerThousandUsersADay()).isZero();
    }

    @Test
    void whatIsRevokedTooLateIsNotCaught() {
        Measured measured =
                Measured.of(labels(theft("alice", "s1")), List.of(revocation("alice", "s1", Duration.ofHours(9))));
        assertThat(measured.recall()).isZero();
        assertThat(measured.precision()).isEqualTo(1);
    }

    @Test
    void whoeverIsRevokedForNothingIsAFalseAlarmOnceADay() {
        Measured measured = Measured.of(
                labels(theft("alice", "s1")),
                List.of(
                        revocation("carol", "c1", MINUTE),
                        revocation("carol", "c2", MINUTE.multipliedBy(2)),
                        revocation("alice", "s1", MINUTE)));
        assertThat(measured.precision()).isCloseTo(1.0 / 3, within(1e-9));
        // one of a hundred people, on one of ten days
        assertThat(measured.falsePerThousandUsersADay()).isEqualTo(1);
    }

    @Test
    void alertStormsAreFalseAlarmsAndFailedAttemptsAreNeither() {
        Measured measured = Measured.of(
                labels(
                        label("alert-storm", Expected.SPARE, "dave", "d1"),
                        label("mfa-fatigue", Expected.EITHER, "erin", "e1")),
                List.of(revocation("dave", "d1", MINUTE), revocation("erin", "e1", MINUTE)));
        assertThat(measured.stormed()).isEqualTo(1);
        assertThat(measured.excused()).isEqualTo(1);
        assertThat(measured.precision()).isZero();
        assertThat(measured.recall()).isEqualTo(1);
        assertThat(measured.kinds()).isEmpty();
    }

    @Test
    void percentilesAreOfTheCaughtOnes() {
        Measured.Caught caught =
                new Measured.Caught(5, List.of(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(20)));
        assertThat(caught.percentile(0.5)).isEqualTo(Duration.ofSeconds(20));
        assertThat(caught.percentile(0.9)).isEqualTo(Duration.ofSeconds(30));
        assertThat(caught.recall()).isEqualTo(0.6);
    }

    private static Labels labels(Label... labels) {
        return new Labels(100, 10, List.of(labels));
    }

    private static Label theft(String user, String session) {
        return label("session-theft", Expected.REVOKE, user, session);
    }

    private static Label label(String attack, Expected expected, String user, String session) {
        Instant end = AT.plus(Duration.ofHours(8));
        return new Label(attack, expected, user, null, List.of(session), AT, AT, end);
    }
}
