// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Recognition;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.Strength;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParkingTest {
    private static final IdentityConfig SMALL =
            new IdentityConfig(Duration.ofDays(30), Duration.ofDays(7), Duration.ofMinutes(30), 3);
    /** An EDR knows a Mac by host name and MAC address only, until its host API is asked. */
    private static final Signal EARLY = Heard.threat(5, Heard.HOST, Heard.MAC);

    private final Stage stage = new Stage(SMALL);

    @AfterEach
    void close() {
        stage.close();
    }

    private static Signal elsewhere(double minute) {
        return Heard.seen(minute, Heard.serial("CLOCK0001"));
    }

    @Test
    void aSignalThatNamesNobodyYetWaitsAndIsToldOnceSomebodyBearsItsNames() {
        stage.hear(EARLY);
        assertThat(stage.resolved()).isEmpty();
        assertThat(stage.deadLetters()).isEmpty();

        CanonicalId mac = stage.device(Heard.seen(6, Heard.SERIAL, Heard.HOST, Heard.MAC));
        stage.hear(elsewhere(7));

        assertThat(mac).isNotNull();
        assertThat(stage.tally.counted)
                .containsEntry("unresolved crowdstrike", 1)
                .containsEntry("parked crowdstrike", 1)
                .containsEntry("rescued crowdstrike", 1)
                .doesNotContainKey("expired crowdstrike");
    }

    @Test
    void itIsToldAsItWasSaidAndAfterTheSignalThatRescuedIt() {
        Signal rescuer = Heard.seen(6, Heard.SERIAL, Heard.HOST, Heard.MAC);
        stage.hear(EARLY, rescuer);

        assertThat(stage.resolved()).extracting(r -> r.value.id()).containsExactly(rescuer.id(), EARLY.id());
    }

    @Test
    void oneNameOfItIsEnoughForAGuess() {
        stage.hear(EARLY, Heard.seen(6, Heard.SERIAL, Heard.HOST));

        assertThat(stage.resolved().getLast().value.device().recognition())
                .isEqualTo(new Recognition(Strength.WEAK, List.of(IdentifierKind.DEVICE_HOSTNAME)));
    }

    @Test
    void aLinkForAnotherNameDoesNotHelp() {
        stage.hear(EARLY, Heard.seen(6, Heard.SERIAL, Heard.medium(IdentifierKind.DEVICE_HOSTNAME, "", "BOB-LT")));

        assertThat(stage.tally.counted).doesNotContainKey("rescued crowdstrike");
    }

    @Test
    void afterItsTimeItIsADeadLetterWithTheReason() {
        stage.hear(EARLY, elsewhere(34.9));
        assertThat(stage.deadLetters()).isEmpty();

        stage.hear(elsewhere(35.1));
        assertThat(stage.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.origin()).isEqualTo("identity");
            assertThat(letter.reason()).contains("DEVICE").contains("strong").contains("PT30M");
            assertThat(letter.body()).isNotEmpty();
        });
        stage.hear(elsewhere(60));
        assertThat(stage.deadLetters()).isEmpty();
        assertThat(stage.tally.counted).containsEntry("expired crowdstrike", 1);
    }

    @Test
    void itsNamesAreForgottenWithTheNextOneThatEnds() {
        stage.hear(EARLY, elsewhere(36));
        stage.hear(Heard.threat(40, Heard.weak(IdentifierKind.DEVICE_HOSTNAME, "box")), elsewhere(71));

        assertThat(stage.names().keySet()).noneMatch(key -> key.contains("DEVICE_MAC"));
    }

    @Test
    void whatExpiredIsNotRescuedAnyMore() {
        stage.hear(EARLY, elsewhere(36), Heard.seen(37, Heard.SERIAL, Heard.HOST, Heard.MAC));

        assertThat(stage.resolved()).extracting(r -> r.value.id()).doesNotContain(EARLY.id());
    }

    @Test
    void noMoreWaitThanThereIsRoomFor() {
        for (int i = 0; i < 5; i++) {
            stage.hear(Heard.threat(i, Heard.weak(IdentifierKind.DEVICE_HOSTNAME, "box-" + i)));
        }

        assertThat(stage.deadLetters())
                .hasSize(2)
                .allSatisfy(letter -> assertThat(letter.reason()).contains("parked-limit"));
        assertThat(stage.tally.counted).containsEntry("parked crowdstrike", 3).containsEntry("expired crowdstrike", 2);
    }

    @Test
    void theRoomIsFreeAgainAfterwards() {
        for (int i = 0; i < 3; i++) {
            stage.hear(Heard.threat(i, Heard.weak(IdentifierKind.DEVICE_HOSTNAME, "box-" + i)));
        }
        stage.hear(elsewhere(40));
        stage.deadLetters();
        stage.hear(Heard.threat(41, Heard.weak(IdentifierKind.DEVICE_HOSTNAME, "box-9")));

        assertThat(stage.deadLetters()).isEmpty();
    }

    @Test
    void heardTwiceItWaitsOnce() {
        stage.hear(EARLY, EARLY, Heard.seen(6, Heard.SERIAL, Heard.HOST, Heard.MAC));

        assertThat(stage.resolved()).extracting(r -> r.value.id()).containsOnlyOnce(EARLY.id());
    }

    @Test
    void oneRescueLeadsToTheNext() {
        Identifier local = Heard.weak(IdentifierKind.USER_LOCAL_NAME, "alice.ng");
        Signal login = Heard.a(io.tocsin.schemas.signal.SignalType.MFA_CHANGED, 4)
                .user(local)
                .signal();
        Signal bridge = Heard.a(io.tocsin.schemas.signal.SignalType.ACCOUNT_LOCKED, 5)
                .user(local, Heard.medium(IdentifierKind.USER_SAM_ACCOUNT, "ACME", "alice"))
                .signal();
        stage.hear(
                login,
                bridge,
                Heard.active(6, Heard.ALICE_ID, Heard.medium(IdentifierKind.USER_SAM_ACCOUNT, "acme", "alice")));

        assertThat(stage.told(PrincipalKind.USER)).hasSize(3).containsOnly(stage.user(Heard.active(7, Heard.ALICE_ID)));
    }

    @Test
    void whatBecameOfParkedSignalsIsToldAgainAfterACrash() {
        Signal rescuer = Heard.seen(6, Heard.SERIAL, Heard.HOST, Heard.MAC);
        Signal lost = Heard.threat(5.5, Heard.weak(IdentifierKind.DEVICE_HOSTNAME, "nobodys"));
        stage.hear(EARLY, lost, rescuer, elsewhere(36));
        var letters = stage.deadLetters();

        try (Stage after = stage.crash().settle()) {
            assertThat(after.deadLetters()).isEqualTo(letters);
        }
        try (Stage other = new Stage(SMALL).hear(EARLY, rescuer);
                Stage after = other.crash().settle()) {
            assertThat(after.resolved()).extracting(r -> r.value.id()).contains(EARLY.id());
        }
    }

    @Test
    void readAgainAfterACrashItIsNotParkedAgain() {
        stage.hear(EARLY, elsewhere(36));

        try (Stage after = stage.crash().hear(EARLY, elsewhere(36))) {
            assertThat(after.deadLetters()).hasSize(1);
            assertThat(after.tally.counted).doesNotContainKey("parked crowdstrike");
        }
    }
}
