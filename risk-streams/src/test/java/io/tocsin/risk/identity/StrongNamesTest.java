// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Recognition;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrongNamesTest {
    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void oneStrongNameIsEnough() {
        CanonicalId byBoth = stage.device(Heard.seen(1, Heard.SERIAL, Heard.JAMF));

        assertThat(stage.device(Heard.seen(2, Heard.JAMF))).isEqualTo(byBoth);
        assertThat(stage.device(Heard.seen(3, Heard.SERIAL))).isEqualTo(byBoth);
    }

    @Test
    void idsAreTheSameOnEveryMachineWhateverTheOrderOfNames() {
        try (Stage other = new Stage()) {
            assertThat(stage.device(Heard.seen(1, Heard.JAMF, Heard.SERIAL)))
                    .isEqualTo(other.device(Heard.seen(1, Heard.SERIAL, Heard.JAMF)));
        }
    }

    @Test
    void spellingDoesNotMatter() {
        CanonicalId mac = stage.device(Heard.seen(1, Heard.SERIAL));

        assertThat(stage.device(Heard.seen(2, Heard.serial(" fvfxfake01q6 ")))).isEqualTo(mac);
    }

    @Test
    void aCopySaysHowItsPrincipalWasRecognised() {
        stage.hear(Heard.seen(1, Heard.SERIAL, Heard.JAMF));

        assertThat(stage.resolved().getFirst().value.device().recognition())
                .isEqualTo(new Recognition(
                        Strength.STRONG, List.of(IdentifierKind.DEVICE_SERIAL, IdentifierKind.DEVICE_VENDOR_ID)));
    }

    @Test
    void theOlderOfTwoThatAreMergedStays() {
        CanonicalId older = stage.device(Heard.seen(1, Heard.JAMF));
        CanonicalId younger = stage.device(Heard.seen(2, Heard.OKTA));

        assertThat(stage.device(Heard.seen(3, Heard.OKTA, Heard.JAMF))).isEqualTo(older);
        assertThat(stage.device(Heard.seen(4, Heard.OKTA))).isEqualTo(older);
        assertThat(stage.links())
                .anyMatch(link -> link.value.principal().equals(younger)
                        && older.equals(link.value.mergedInto())
                        && link.value
                                .evidence()
                                .equals(Heard.seen(3, Heard.OKTA, Heard.JAMF).id()));
        assertThat(stage.tally.counted).containsEntry("merged DEVICE", 1);
    }

    @Test
    void aMergeIsToldToBothSides() {
        CanonicalId older = stage.device(Heard.seen(1, Heard.JAMF));
        CanonicalId younger = stage.device(Heard.seen(2, Heard.OKTA));
        stage.hear(Heard.seen(3, Heard.OKTA, Heard.JAMF));

        assertThat(stage.resolved())
                .filteredOn(r -> r.value.payload() instanceof SignalPayload.Merge)
                .extracting(r -> r.key)
                .containsExactlyInAnyOrder(older, younger);
    }

    @Test
    void tenantsAreNeverMixed() {
        Signal theirs = Heard.a(SignalType.DEVICE_SEEN, 1)
                .tenant("globex")
                .on(Heard.SERIAL, Heard.HOST, Heard.MAC)
                .signal();

        assertThat(stage.device(theirs)).isNotEqualTo(stage.device(Heard.seen(1, Heard.SERIAL, Heard.HOST, Heard.MAC)));
    }

    @ParameterizedTest
    @CsvSource({
        "SESSION_VENDOR_ID,okta:acme,okta:globex",
        "SESSION_OIDC_SID,https://idp.acme.example,https://idp.globex.example",
        "SESSION_VENDOR_ID,https://idp.acme.example,''"
    })
    void aSessionIdMeansSomethingOnlyAtItsIssuer(IdentifierKind kind, String here, String there) {
        assertThat(stage.session(Heard.a(SignalType.SESSION_CREATED, 1)
                        .in(Heard.strong(kind, here, "s-1"))
                        .user(Heard.ALICE_ID)
                        .signal()))
                .isNotEqualTo(stage.session(Heard.a(SignalType.SESSION_CREATED, 2)
                        .in(Heard.strong(kind, there, "s-1"))
                        .user(Heard.BOB_ID)
                        .signal()));
    }

    @Test
    void aVendorsNumbersWithoutANamespaceAreThatVendorsOwn() {
        Identifier number = Heard.strong(IdentifierKind.DEVICE_VENDOR_ID, "", "41");
        CanonicalId atJamf = stage.device(
                Heard.a(SignalType.DEVICE_SEEN, 1).by("jamf").on(number).signal());

        assertThat(stage.device(Heard.a(SignalType.DEVICE_SEEN, 2)
                        .by("fleet")
                        .on(number)
                        .signal()))
                .isNotEqualTo(atJamf);
    }

    @Test
    void aSidAndASessionIdOfTheSameTextAreTwoSessions() {
        CanonicalId byId = stage.session(Heard.opened("s-1", Heard.ALICE_ID, null, 1));

        assertThat(stage.session(Heard.a(SignalType.SESSION_CREATED, 2)
                        .in(Heard.strong(IdentifierKind.SESSION_OIDC_SID, "okta:acme", "s-1"))
                        .user(Heard.ALICE_ID)
                        .signal()))
                .isNotEqualTo(byId);
    }

    @ParameterizedTest
    @CsvSource({
        "DEVICE_SERIAL,Default string",
        "DEVICE_SERIAL,To be filled by O.E.M.",
        "DEVICE_SERIAL,System Serial Number",
        "DEVICE_SERIAL,0123456789",
        "DEVICE_SERIAL,000000000",
        "DEVICE_SERIAL,0",
        "DEVICE_SMBIOS_UUID,00000000-0000-0000-0000-000000000000",
        "DEVICE_SMBIOS_UUID,FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
        "DEVICE_SMBIOS_UUID,{03000200-0400-0500-0006-000700080009}",
        "DEVICE_ENTRA_ID,00000000-0000-0000-0000-000000000000",
        "DEVICE_VENDOR_ID,unknown"
    })
    void junkNamesNobodyAndNothingCouldEverRescueIt(IdentifierKind kind, String junk) {
        stage.hear(Heard.seen(1, Heard.strong(kind, "x", junk)));

        assertThat(stage.deadLetters()).hasSize(1);
        assertThat(stage.resolved()).isEmpty();
        assertThat(stage.state()).isEmpty();
    }

    @Test
    void theSessionIdAllIsNoSession() {
        stage.hear(Heard.ended("ALL", 1));

        assertThat(stage.told(PrincipalKind.SESSION)).isEmpty();
    }

    @Test
    void whatOurOwnSetsCausedIsToldOnlyToWhomItNamesAndTeachesNothing() {
        stage.hear(Heard.seen(1, Heard.SERIAL));
        var state = stage.state();
        stage.resolved();
        stage.hear(
                Heard.a(SignalType.OWN_SET_ECHO, 5).user(Heard.ALICE_ID).signal(),
                Heard.a(SignalType.DEVICE_SEEN, 6)
                        .on(Heard.SERIAL, Heard.OKTA)
                        .because(new Provenance(null, null, "jti-1", false))
                        .signal(),
                Heard.a(SignalType.DEVICE_SEEN, 7)
                        .on(Heard.SERIAL, Heard.JAMF)
                        .because(new Provenance(null, null, null, true))
                        .signal());

        assertThat(stage.resolved())
                .singleElement()
                .satisfies(told ->
                        assertThat(told.value.provenance().causedByJti()).isEqualTo("jti-1"));
        assertThat(stage.deadLetters()).isEmpty();
        assertThat(stage.state()).isEqualTo(state);
    }

    @Test
    void aSignalOfAnUnknownTypeIsSetAside() {
        stage.hear(Heard.a(SignalType.UNKNOWN, 1).user(Heard.ALICE_ID).signal());

        assertThat(stage.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason()).contains("UNKNOWN"));
    }
}
