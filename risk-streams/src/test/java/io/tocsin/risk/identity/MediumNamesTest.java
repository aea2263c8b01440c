// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Recognition;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediumNamesTest {
    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void hostNameAndMacSeenTogetherAreEnough() {
        CanonicalId mac = stage.device(Heard.seen(1, Heard.SERIAL, Heard.HOST, Heard.MAC));

        assertThat(stage.device(Heard.threat(
                        2,
                        Heard.AGENT,
                        Heard.medium(IdentifierKind.DEVICE_HOSTNAME, "falcon", "alice-mbp.local"),
                        Heard.medium(IdentifierKind.DEVICE_MAC, "falcon", "00-00-5e-00-53-01"))))
                .isEqualTo(mac);
        assertThat(stage.device(Heard.threat(3, Heard.AGENT))).isEqualTo(mac);
    }

    @Test
    void withoutAnyStrongNameACopySaysThatAPairTold() {
        stage.hear(Heard.seen(1, Heard.SERIAL, Heard.HOST, Heard.MAC));
        stage.resolved();
        stage.hear(Heard.threat(2, Heard.HOST, Heard.MAC));

        assertThat(stage.resolved().getFirst().value.device().recognition())
                .isEqualTo(new Recognition(
                        Strength.MEDIUM, List.of(IdentifierKind.DEVICE_MAC, IdentifierKind.DEVICE_HOSTNAME)));
    }

    @Test
    void oneMediumNameJoinsNothing() {
        CanonicalId mac = stage.device(Heard.seen(1, Heard.SERIAL, Heard.HOST, Heard.MAC));

        assertThat(stage.device(Heard.threat(2, Heard.AGENT, Heard.HOST))).isNotEqualTo(mac);
    }

    @Test
    void aHostNameAndItsLastUserAreAPair() {
        CanonicalId mac = stage.device(Heard.a(SignalType.DEVICE_SEEN, 1)
                .on(Heard.SERIAL, Heard.HOST)
                .user(Heard.ALICE_ID)
                .signal());

        assertThat(stage.device(Heard.a(SignalType.DEVICE_ISOLATION_CHANGED, 2)
                        .on(Heard.AGENT, Heard.HOST)
                        .user(Heard.ALICE_ID)
                        .signal()))
                .isEqualTo(mac);
    }

    @Test
    void aHostNameAndSomebodyElseAreNot() {
        CanonicalId mac = stage.device(Heard.a(SignalType.DEVICE_SEEN, 1)
                .on(Heard.SERIAL, Heard.HOST)
                .user(Heard.ALICE_ID)
                .signal());

        assertThat(stage.device(Heard.a(SignalType.DEVICE_ISOLATION_CHANGED, 2)
                        .on(Heard.AGENT, Heard.HOST)
                        .user(Heard.BOB_ID)
                        .signal()))
                .isNotEqualTo(mac);
    }

    @Test
    void aSamAccountWithItsDomainIsAPairByItself() {
        Identifier sam = Heard.medium(IdentifierKind.USER_SAM_ACCOUNT, "ACME", "alice");
        CanonicalId alice = stage.user(Heard.active(1, Heard.ALICE_ID, sam));

        assertThat(stage.user(Heard.active(2, Heard.medium(IdentifierKind.USER_SAM_ACCOUNT, "acme", "ALICE"))))
                .isEqualTo(alice);
    }

    @Test
    void theSameAccountNameInAnotherDomainIsSomebodyElses() {
        stage.hear(Heard.active(1, Heard.ALICE_ID, Heard.medium(IdentifierKind.USER_SAM_ACCOUNT, "ACME", "alice")));
        stage.resolved();

        stage.hear(Heard.active(2, Heard.medium(IdentifierKind.USER_SAM_ACCOUNT, "GLOBEX", "alice")));
        assertThat(stage.resolved()).isEmpty();
    }

    @Test
    void mediumNamesSeenLongAgoAreNoPair() {
        CanonicalId mac = stage.device(Heard.seen(1, Heard.SERIAL, Heard.HOST, Heard.MAC));

        assertThat(stage.device(Heard.seen(60 * 48, Heard.AGENT, Heard.HOST, Heard.MAC)))
                .isNotEqualTo(mac);
    }

    @Test
    void aPairDoesNotJoinTwoSerials() {
        CanonicalId mac = stage.device(Heard.seen(1, Heard.SERIAL, Heard.HOST, Heard.MAC));

        assertThat(stage.device(Heard.seen(2, Heard.serial("OTHER1234"), Heard.HOST, Heard.MAC)))
                .isNotEqualTo(mac);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02:42:ac:11:00:02", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "da:a1:19:00:00:01"})
    void aMacThatAnybodyMayHaveIsNoPartOfAPair(String mac) {
        Identifier name = Heard.medium(IdentifierKind.DEVICE_MAC, "", mac);
        CanonicalId first = stage.device(Heard.seen(1, Heard.SERIAL, Heard.HOST, name));

        assertThat(stage.device(Heard.seen(2, Heard.AGENT, Heard.HOST, name))).isNotEqualTo(first);
    }

    @Test
    void aDocksMacThatWasSeenOnManyDevicesIsNoPartOfAPair() {
        Identifier unplugged = Heard.medium(IdentifierKind.DEVICE_HOSTNAME, "", "HOT-DESK");
        CanonicalId first = stage.device(Heard.seen(1, Heard.serial("DOCKED001"), unplugged, Heard.MAC));
        for (int i = 2; i <= 4; i++) {
            stage.hear(Heard.seen(i, Heard.serial("DOCKED00" + i), Heard.MAC));
        }

        assertThat(stage.device(Heard.threat(5, Heard.AGENT, unplugged, Heard.MAC)))
                .isNotEqualTo(first);
    }

    @Test
    void aSourceThatDoubtsItsOwnRecordJoinsNothingByOneName() {
        CanonicalId mac = stage.device(Heard.seen(1, Heard.SERIAL, Heard.JAMF));
        Identifier doubted = Heard.medium(IdentifierKind.DEVICE_SERIAL, "serial", "FVFXFAKE01Q6");

        assertThat(stage.device(Heard.threat(2, Heard.AGENT, doubted))).isNotEqualTo(mac);
        assertThat(stage.device(Heard.threat(3, Heard.AGENT))).isNotEqualTo(mac);
    }
}
