// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionLifeTest {
    /** A session lives an hour and is kept for two. */
    private static final IdentityConfig SHORT =
            new IdentityConfig(Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(1), 100);

    private final Stage stage = new Stage(SHORT);

    @AfterEach
    void close() {
        stage.close();
    }

    private static Signal anything(double minute) {
        return Heard.seen(minute, Heard.serial("CLOCK0001"));
    }

    /** Whom the last signal was addressed to, of that type. */
    private List<CanonicalId> told(SignalType type) {
        return stage.resolved().stream()
                .filter(r -> r.value.type() == type)
                .map(r -> r.key)
                .toList();
    }

    @Test
    void aSessionThatIsOverIsForgottenInTime() {
        stage.hear(Heard.seen(0, Heard.SERIAL), Heard.active(0, Heard.ALICE_ID), anything(0));
        var before = stage.state().keySet();
        stage.hear(Heard.opened("s-1", Heard.ALICE_ID, Heard.SERIAL, 1), Heard.ended("s-1", 10));

        stage.hear(anything(129));
        assertThat(stage.state().keySet()).isNotEqualTo(before);
        stage.links();
        stage.hear(anything(130));
        assertThat(stage.state().keySet()).isEqualTo(before);
        assertThat(stage.links())
                .as("the name is taken back")
                .singleElement()
                .satisfies(link -> assertThat(link.value).isNull());
        assertThat(stage.tally.counted).containsEntry("forgotten", 1).doesNotContainKey("timed out");
    }

    @Test
    void aSessionThatNobodyEndedIsOverAfterItsLifetimeAndItsUserAndDeviceAreTold() {
        CanonicalId session = stage.session(Heard.opened("s-1", Heard.ALICE_ID, Heard.SERIAL, 1));
        stage.hear(anything(61.5));

        List<KeyValue<CanonicalId, Signal>> told = stage.resolved().stream()
                .filter(r -> r.value.type() == SignalType.SESSION_ENDED)
                .toList();
        assertThat(told)
                .extracting(r -> r.key.kind())
                .containsExactlyInAnyOrder(PrincipalKind.SESSION, PrincipalKind.DEVICE, PrincipalKind.USER);
        assertThat(told).allSatisfy(r -> {
            assertThat(r.value.session().canonicalId()).isEqualTo(session);
            assertThat(r.value.times().event()).isEqualTo(Heard.minute(61));
        });
        assertThat(stage.tally.counted).containsEntry("timed out", 1);
    }

    @Test
    void aSessionThatIsHeardOfLivesOn() {
        stage.hear(Heard.opened("s-1", Heard.ALICE_ID, Heard.SERIAL, 1));
        stage.hear(
                Heard.a(SignalType.SESSION_CONTEXT_CHANGED, 60)
                        .in(Heard.session("s-1"))
                        .signal(),
                anything(100));
        assertThat(told(SignalType.SESSION_ENDED)).isEmpty();

        stage.hear(anything(120));
        assertThat(told(SignalType.SESSION_ENDED)).hasSize(3);
    }

    @Test
    void aSessionWhoseSourceSaidWhenItEndsIsOverThen() {
        stage.hear(Heard.a(SignalType.SESSION_CREATED, 1)
                .in(Heard.session("s-1"))
                .user(Heard.ALICE_ID)
                .with(new SignalPayload.SessionChange(false, Heard.minute(20), null))
                .signal());
        stage.hear(anything(19));
        assertThat(told(SignalType.SESSION_ENDED)).isEmpty();

        stage.hear(anything(20));
        assertThat(told(SignalType.SESSION_ENDED)).hasSize(2);
    }

    @Test
    void timeIsThatOfEventsNotOfTheirArrival() {
        stage.hear(Heard.opened("s-1", Heard.ALICE_ID, Heard.SERIAL, 1));
        stage.resolved();

        // hours late
        stage.hear(Heard.a(SignalType.DEVICE_SEEN, 30)
                .on(Heard.SERIAL)
                .heardAt(600)
                .signal());
        assertThat(told(SignalType.SESSION_ENDED)).isEmpty();
    }

    @Test
    void aManyTimedOutGoAFewAtATimeUntilAllAreGone() {
        for (int i = 0; i < 100; i++) {
            stage.hear(Heard.opened("s-" + i, Heard.ALICE_ID, null, i * 0.01));
        }
        for (int i = 0; i < 10; i++) {
            stage.hear(anything(70 + i));
        }

        assertThat(stage.tally.counted).containsEntry("timed out", 100);
    }

    @Test
    void revokingAllEndsWhatWasOpenedBeforeAndNothingOpenedAfter() {
        CanonicalId early = stage.session(Heard.opened("s-1", Heard.ALICE_ID, Heard.SERIAL, 1));
        stage.session(Heard.opened("s-2", Heard.ALICE_ID, Heard.SERIAL, 10));
        stage.hear(Heard.revokedAll(Heard.ALICE_ID, 5));

        assertThat(told(SignalType.SESSION_REVOKED))
                .filteredOn(id -> id.kind() == PrincipalKind.SESSION)
                .containsExactly(early);
    }

    @Test
    void aSessionHeardOfLateThatWasOpenedBeforeIsOverAndToldSo() {
        stage.hear(Heard.revokedAll(Heard.ALICE_ID, 5));
        stage.resolved();
        Signal opened = Heard.opened("s-1", Heard.ALICE_ID, Heard.SERIAL, 1);
        stage.hear(opened);

        List<KeyValue<CanonicalId, Signal>> told = stage.resolved();
        assertThat(told)
                .filteredOn(r -> r.value.type() == SignalType.SESSION_REVOKED)
                .extracting(r -> r.key.kind())
                .as("not the user again: that would end what was opened since")
                .containsExactlyInAnyOrder(PrincipalKind.SESSION, PrincipalKind.DEVICE);
        assertThat(told.getFirst().value.id())
                .isEqualTo(Heard.revokedAll(Heard.ALICE_ID, 5).id());
        stage.hear(opened);
        assertThat(stage.resolved()).as("read again, told again").isEqualTo(told);
    }

    @Test
    void aSessionFirstHeardOfAfterARevocationIsOverOnceItsOpeningBeforeItIsHeard() {
        stage.hear(
                Heard.revokedAll(Heard.ALICE_ID, 5),
                Heard.a(SignalType.SESSION_CONTEXT_CHANGED, 7)
                        .in(Heard.session("s-1"))
                        .user(Heard.ALICE_ID)
                        .signal());
        assertThat(told(SignalType.SESSION_REVOKED))
                .filteredOn(id -> id.kind() == PrincipalKind.SESSION)
                .isEmpty();

        stage.hear(Heard.opened("s-1", Heard.ALICE_ID, null, 1));
        assertThat(told(SignalType.SESSION_REVOKED)).hasSize(1);
    }

    @Test
    void aSessionOpenedAfterIsNotTouchedByARevocationHeardLate() {
        stage.hear(Heard.opened("s-1", Heard.ALICE_ID, Heard.SERIAL, 6));
        stage.resolved();
        stage.hear(Heard.revokedAll(Heard.ALICE_ID, 5));

        assertThat(told(SignalType.SESSION_REVOKED))
                .extracting(CanonicalId::kind)
                .containsExactly(PrincipalKind.USER);
    }

    @Test
    void aUserIntoWhomAnotherIsMergedBringsTheRevocationAlong() {
        stage.hear(
                Heard.active(0, Heard.ALICE_MAIL),
                Heard.revokedAll(Heard.ALICE_MAIL, 5),
                Heard.opened("s-1", Heard.ALICE_ID, null, 1));
        stage.resolved();
        stage.hear(Heard.active(8, Heard.ALICE_ID, Heard.ALICE_MAIL));

        assertThat(told(SignalType.SESSION_REVOKED))
                .extracting(CanonicalId::kind)
                .containsExactly(PrincipalKind.SESSION);
    }

    @Test
    void whatIsOverStaysOver() {
        stage.hear(Heard.opened("s-1", Heard.ALICE_ID, Heard.SERIAL, 5), Heard.ended("s-1", 10));
        stage.resolved();
        stage.hear(Heard.opened("s-1", Heard.ALICE_ID, Heard.OKTA, 4));

        assertThat(stage.told(PrincipalKind.DEVICE)).isEmpty();
    }
}
