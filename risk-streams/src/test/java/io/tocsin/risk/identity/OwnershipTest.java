// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Sighting;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    /** Whom the device's copy of a threat on it names. */
    private @Nullable CanonicalId owner(double minute) {
        stage.resolved();
        stage.hear(Heard.threat(minute, Heard.SERIAL));
        var user = stage.resolved().getFirst().value.user();
        return user == null ? null : user.canonicalId();
    }

    private static Signal assigned(double minute, Identifier user) {
        return Heard.a(SignalType.DEVICE_USER_ASSIGNED, minute)
                .by("jamf")
                .on(Heard.SERIAL)
                .user(user)
                .signal();
    }

    @Test
    void theOwnerIsWhomItsManagementNamesWhoeverIsSeenOnIt() {
        CanonicalId alice = stage.user(assigned(1, Heard.ALICE_ID));
        stage.hear(Heard.opened("s-1", Heard.BOB_ID, Heard.SERIAL, 2));

        assertThat(owner(3)).isEqualTo(alice);
    }

    @Test
    void withoutAManagementItIsTheOnlyOneWhoWasEverSeenOnIt() {
        CanonicalId alice = stage.user(Heard.opened("s-1", Heard.ALICE_ID, Heard.SERIAL, 1));
        assertThat(owner(2)).isEqualTo(alice);

        stage.hear(Heard.opened("s-2", Heard.BOB_ID, Heard.SERIAL, 3));
        assertThat(owner(4)).isNull();
    }

    @Test
    void aDevicesCopiesNameWhoWasSeenOnItLatelySoThatItsRiskCanReachThem() {
        CanonicalId alice = stage.user(Heard.opened("s-1", Heard.ALICE_ID, Heard.SERIAL, 1));
        CanonicalId bob = stage.user(Heard.opened("s-2", Heard.BOB_ID, Heard.SERIAL, 3));
        stage.resolved();
        stage.hear(Heard.threat(4, Heard.SERIAL));

        assertThat(stage.resolved().getFirst().value.device().observed())
                .containsExactly(new Sighting(bob, Heard.minute(3)), new Sighting(alice, Heard.minute(1)));
    }

    @Test
    void whoIsRefusedAtItIsNotSeenOnIt() {
        stage.hear(Heard.a(SignalType.LOGIN_FAILED, 1)
                .user(Heard.ALICE_ID)
                .on(Heard.SERIAL)
                .signal());

        assertThat(owner(2)).isNull();
    }

    @Test
    void anOlderAssignmentHeardLateChangesNothing() {
        CanonicalId bob = stage.user(assigned(10, Heard.BOB_ID));
        stage.hear(assigned(5, Heard.ALICE_ID));

        assertThat(owner(11)).isEqualTo(bob);
    }

    private static Signal renamed(double minute, Identifier from, Identifier to) {
        return Heard.a(SignalType.ACCOUNT_IDENTIFIER_CHANGED, minute)
                .user(Heard.ALICE_ID)
                .with(new SignalPayload.AccountChange(null, from, to))
                .signal();
    }

    private static final Identifier MARRIED = Heard.strong(IdentifierKind.USER_EMAIL, "", "alice.ortiz@acme.example");

    @Test
    void aRenamedUserIsFoundByBothNamesAndShownByTheNewOne() {
        CanonicalId alice = stage.user(Heard.active(1, Heard.ALICE_ID, Heard.ALICE_MAIL));
        stage.hear(renamed(5, Heard.ALICE_MAIL, MARRIED));

        assertThat(stage.user(Heard.active(6, MARRIED))).isEqualTo(alice);
        assertThat(stage.user(Heard.active(7, Heard.ALICE_MAIL)))
                .as("a source that lags")
                .isEqualTo(alice);
        stage.hear(Heard.active(8, Heard.ALICE_ID));
        assertThat(stage.resolved())
                .filteredOn(r -> r.key.kind() == PrincipalKind.USER)
                .last()
                .satisfies(r -> assertThat(r.value.user().identifiers())
                        .contains(MARRIED)
                        .doesNotContain(Heard.ALICE_MAIL));
    }

    @Test
    void theOldNameLeavesALinkThatSaysUntilWhen() {
        stage.hear(Heard.active(1, Heard.ALICE_ID, Heard.ALICE_MAIL), renamed(5, Heard.ALICE_MAIL, MARRIED));

        assertThat(stage.links())
                .filteredOn(link -> link.value.until() != null)
                .singleElement()
                .satisfies(link -> {
                    assertThat(link.value.alias()).isEqualTo(Heard.ALICE_MAIL);
                    assertThat(link.value.until()).isEqualTo(Heard.minute(5));
                });
    }

    @Test
    void aNameThatWasGivenUpCanBecomeSomebodyElses() {
        CanonicalId alice = stage.user(Heard.active(1, Heard.ALICE_ID, Heard.ALICE_MAIL));
        stage.hear(renamed(5, Heard.ALICE_MAIL, MARRIED));
        Identifier newcomer = Heard.strong(IdentifierKind.USER_VENDOR_ID, "okta:acme", "00u9fakeALICE2");

        CanonicalId other = stage.user(Heard.active(60, newcomer, Heard.ALICE_MAIL));
        assertThat(other).isNotEqualTo(alice);
        assertThat(stage.user(Heard.active(61, Heard.ALICE_MAIL))).isEqualTo(other);
        assertThat(stage.user(Heard.active(62, Heard.ALICE_ID))).isEqualTo(alice);
        assertThat(stage.tally.counted).doesNotContainKey("merged USER");
    }

    @Test
    void whatIsToldOfTheTimeBeforeStillMeansTheOneWhoHadTheName() {
        CanonicalId alice = stage.user(Heard.active(1, Heard.ALICE_ID, Heard.ALICE_MAIL));
        Identifier newcomer = Heard.strong(IdentifierKind.USER_VENDOR_ID, "okta:acme", "00u9fakeALICE2");
        stage.hear(renamed(5, Heard.ALICE_MAIL, MARRIED));
        stage.hear(Heard.active(60, newcomer, Heard.ALICE_MAIL));

        assertThat(stage.told(PrincipalKind.USER).getFirst()).isEqualTo(alice);
        stage.hear(Heard.a(SignalType.MFA_CHANGED, 3)
                .user(Heard.ALICE_MAIL)
                .heardAt(70)
                .signal());
        assertThat(stage.told(PrincipalKind.USER)).contains(alice);
    }

    @Test
    void aNewNameThatWasTakenForSomebodyElsesJoinsThem() {
        CanonicalId alice = stage.user(Heard.active(1, Heard.ALICE_ID, Heard.ALICE_MAIL));
        stage.hear(Heard.active(2, MARRIED), renamed(5, Heard.ALICE_MAIL, MARRIED));

        assertThat(stage.user(Heard.active(6, MARRIED))).isEqualTo(alice);
    }
}
