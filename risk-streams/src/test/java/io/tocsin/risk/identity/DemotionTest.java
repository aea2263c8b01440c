// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemotionTest {
    private static final Identifier CLONED =
            Heard.strong(IdentifierKind.DEVICE_SMBIOS_UUID, "", "4c4c4544-0043-3510-8052-b4c04f564231");

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aNameOnTooManyDevicesProvesNothingAnyMore() {
        Set<CanonicalId> devices = new LinkedHashSet<>();
        for (int i = 1; i <= 6; i++) {
            devices.add(stage.device(Heard.seen(i, CLONED, Heard.serial("CLONE000" + i))));
        }

        // the first three were taken for one; from then on each is its own
        assertThat(devices).hasSize(4);
        assertThat(stage.tally.counted).containsEntry("demoted DEVICE_SMBIOS_UUID", 1);
    }

    @Test
    void thatIsAudited() {
        for (int i = 1; i <= 4; i++) {
            stage.hear(Heard.seen(i, CLONED, Heard.serial("CLONE000" + i)));
        }

        assertThat(stage.links())
                .filteredOn(link -> link.value.demoted())
                .singleElement()
                .satisfies(link -> {
                    assertThat(link.value.alias()).isEqualTo(CLONED);
                    assertThat(link.value.evidence())
                            .isEqualTo(Heard.seen(4, CLONED, Heard.serial("CLONE0004"))
                                    .id());
                });
    }

    @Test
    void aCopyThatWouldJoinKnownDevicesIsDemotedToo() {
        for (int i = 1; i <= 3; i++) {
            stage.hear(Heard.seen(i, CLONED, Heard.serial("CLONE000" + i)));
        }
        CanonicalId fourth = stage.device(Heard.seen(4, Heard.serial("CLONE0004")));

        assertThat(stage.device(Heard.seen(5, CLONED, Heard.serial("CLONE0004"))))
                .isEqualTo(fourth);
        assertThat(stage.tally.counted)
                .containsKey("demoted DEVICE_SMBIOS_UUID")
                .doesNotContainKey("merged DEVICE");
    }

    @Test
    void byItselfItNamesNobody() {
        for (int i = 1; i <= 4; i++) {
            stage.hear(Heard.seen(i, CLONED, Heard.serial("CLONE000" + i)));
        }
        stage.resolved();

        stage.hear(Heard.threat(5, CLONED));
        assertThat(stage.resolved()).as("two come into question").isEmpty();
    }

    @Test
    void namesThatWereCurrentLongAgoDoNotCount() {
        Set<CanonicalId> devices = new LinkedHashSet<>();
        for (int i = 1; i <= 6; i++) {
            // a board is replaced every month
            devices.add(stage.device(Heard.seen(i * 60 * 24 * 30, CLONED, Heard.serial("BOARD000" + i))));
        }

        assertThat(devices).hasSize(1);
    }
}
