// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Recognition;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WeakNamesTest {
    private static final Identifier BOX = Heard.weak(IdentifierKind.DEVICE_HOSTNAME, "box");

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    private static Signal at(double minute, String ip, Identifier... device) {
        return Heard.a(SignalType.DEVICE_POSTURE_ASSESSED, minute)
                .by("crowdstrike")
                .on(device)
                .from(ip)
                .signal();
    }

    /** How the only one who was told of the last signal was recognised. */
    private Recognition guess(Signal signal, CanonicalId whom) {
        stage.resolved();
        stage.hear(signal);
        List<KeyValue<CanonicalId, Signal>> told = stage.resolved();
        assertThat(told).singleElement().satisfies(r -> assertThat(r.key).isEqualTo(whom));
        return told.getFirst().value.device().recognition();
    }

    @Test
    void aHostNameAloneSaysWhoItProbablyIsAndTheCopySaysSo() {
        CanonicalId mac = stage.device(Heard.seen(1, Heard.SERIAL, BOX));

        assertThat(guess(Heard.threat(2, BOX), mac))
                .isEqualTo(new Recognition(Strength.WEAK, List.of(IdentifierKind.DEVICE_HOSTNAME)));
        assertThat(stage.tally.counted).containsEntry("attributed crowdstrike", 1);
    }

    @Test
    void itTeachesNothing() {
        stage.hear(Heard.seen(1, Heard.SERIAL, BOX));
        var names = stage.names();
        var principals = stage.state("principals");

        stage.hear(Heard.threat(2, BOX));
        assertThat(stage.names()).isEqualTo(names);
        assertThat(stage.state("principals")).isEqualTo(principals);
    }

    @Test
    void weakNamesJoinNothingHoweverMany() {
        Identifier mac = Heard.weak(IdentifierKind.DEVICE_MAC, "00:00:5E:00:53:09");
        CanonicalId first = stage.device(Heard.seen(1, Heard.SERIAL, BOX, mac));

        assertThat(stage.device(Heard.threat(2, Heard.AGENT, BOX, mac))).isNotEqualTo(first);
    }

    @Test
    void aHostNameOfTwoSaysNothing() {
        stage.hear(Heard.seen(1, Heard.SERIAL, BOX), Heard.seen(2, Heard.serial("OTHER1234"), BOX));
        stage.resolved();

        stage.hear(Heard.threat(3, BOX));
        assertThat(stage.resolved()).isEmpty();
    }

    @Test
    void aHostNameSeenTwoDaysAgoSaysNothing() {
        stage.hear(Heard.seen(1, Heard.SERIAL, BOX));
        stage.resolved();

        stage.hear(Heard.threat(60 * 48, BOX));
        assertThat(stage.resolved()).isEmpty();
    }

    @Test
    void anAddressSaysWhoIsThereForAQuarterOfAnHour() {
        CanonicalId mac = stage.device(at(1, "203.0.113.10", Heard.SERIAL));

        assertThat(guess(at(10, "203.0.113.10", Heard.weak(IdentifierKind.DEVICE_HOSTNAME, "nobodys")), mac))
                .isEqualTo(new Recognition(Strength.WEAK, List.of(IdentifierKind.IP)));
        stage.hear(at(40, "203.0.113.10", Heard.weak(IdentifierKind.DEVICE_HOSTNAME, "nobodys")));
        assertThat(stage.resolved()).isEmpty();
    }

    @Test
    void anAddressThatTwoShareSaysNothingUnlessAHostNameTellsThemApart() {
        CanonicalId mac = stage.device(at(1, "203.0.113.10", Heard.SERIAL, BOX));
        stage.hear(at(2, "203.0.113.10", Heard.serial("OTHER1234")));
        stage.resolved();

        stage.hear(at(3, "203.0.113.10", Heard.weak(IdentifierKind.DEVICE_HOSTNAME, "nobodys")));
        assertThat(stage.resolved()).isEmpty();
        assertThat(guess(at(4, "203.0.113.10", BOX), mac).by())
                .containsExactly(IdentifierKind.DEVICE_HOSTNAME, IdentifierKind.IP);
    }

    @Test
    void aProxysAddressIsNobodys() {
        stage.hear(Heard.a(SignalType.DEVICE_POSTURE_ASSESSED, 1)
                .on(Heard.SERIAL)
                .fromProxy("203.0.113.10")
                .signal());
        stage.resolved();

        stage.hear(at(2, "203.0.113.10", Heard.weak(IdentifierKind.DEVICE_HOSTNAME, "nobodys")));
        assertThat(stage.resolved()).isEmpty();
    }

    @Test
    void aLocalUserNameThatOnlyOneHasSaysWhoItProbablyIs() {
        Identifier local = Heard.weak(IdentifierKind.USER_LOCAL_NAME, "alice.ng");
        CanonicalId alice = stage.user(Heard.active(1, Heard.ALICE_ID, local));

        assertThat(stage.user(Heard.active(2, local))).isEqualTo(alice);
    }

    @Test
    void aRootSessionGroupsSessionsAndItsEndIsTheEndOfAll() {
        Identifier root = Heard.medium(IdentifierKind.SESSION_ROOT_ID, "okta:acme", "root-1");
        for (int i = 1; i <= 3; i++) {
            stage.hear(Heard.a(SignalType.SESSION_CREATED, i)
                    .in(Heard.session("s-" + i), root)
                    .user(Heard.ALICE_ID)
                    .signal());
        }
        stage.resolved();

        stage.hear(Heard.a(SignalType.SESSION_CONTEXT_CHANGED, 4).in(root).signal());
        assertThat(stage.resolved()).as("which of the three?").isEmpty();
        stage.hear(Heard.a(SignalType.SESSION_ENDED, 5).in(root).signal());
        assertThat(stage.told(PrincipalKind.SESSION)).hasSize(3).doesNotHaveDuplicates();
    }
}
