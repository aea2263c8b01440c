// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Provenance;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
    private final Bench bench = Bench.withDefaults();

    @AfterEach
    void close() {
        bench.close();
    }

    private static Signal seen(double minute, Identifier... names) {
        return Told.said(SignalType.DEVICE_SEEN, minute).on(Told.entity(names)).signal();
    }

    private static Identifier weak(IdentifierKind kind, String value) {
        return new Identifier(kind, "", value, Strength.WEAK);
    }

    /** The device that the last of these signals was addressed to. */
    private CanonicalId device(Signal... signals) {
        bench.resolved();
        bench.hear(signals);
        return bench.resolved().stream()
                .filter(r -> r.key.kind() == PrincipalKind.DEVICE && r.value.type() != SignalType.IDENTITY_LINKED)
                .reduce((a, b) -> b)
                .orElseThrow()
                .key;
    }

    @Test
    void oneStrongNameIsEnough() {
        CanonicalId byBoth = device(seen(1, Told.MAC_SERIAL, Told.MAC_JAMF));

        assertThat(device(seen(2, Told.MAC_JAMF))).isEqualTo(byBoth);
        assertThat(device(seen(3, Told.MAC_SERIAL))).isEqualTo(byBoth);
    }

    @Test
    void idsAreTheSameOnEveryMachine() {
        try (Bench other = Bench.withDefaults()) {
            other.hear(seen(1, Told.MAC_SERIAL, Told.MAC_JAMF));
            CanonicalId there = other.resolved().getFirst().key;

            assertThat(device(seen(1, Told.MAC_JAMF, Told.MAC_SERIAL))).isEqualTo(there);
        }
    }

    @Test
    void spellingDoesNotMatter() {
        CanonicalId mac = device(seen(1, Told.MAC_SERIAL));

        assertThat(device(seen(2, Told.id(IdentifierKind.DEVICE_SERIAL, "", " fvfxfake01q6 "))))
                .isEqualTo(mac);
    }

    @Test
    void twoMediumNamesSeenTogetherAreEnough() {
        CanonicalId mac = device(seen(1, Told.MAC_SERIAL, Told.MAC_HOST, Told.MAC_MAC));

        assertThat(device(seen(
                        2,
                        Told.MAC_AID,
                        Told.medium(IdentifierKind.DEVICE_HOSTNAME, "falcon", "alice-mbp.local"),
                        Told.medium(IdentifierKind.DEVICE_MAC, "falcon", "00-00-5e-00-53-01"))))
                .isEqualTo(mac);
        assertThat(device(seen(3, Told.MAC_AID))).isEqualTo(mac);
    }

    @Test
    void oneMediumNameIsNot() {
        CanonicalId mac = device(seen(1, Told.MAC_SERIAL, Told.MAC_HOST, Told.MAC_MAC));

        assertThat(device(seen(2, Told.MAC_AID, Told.MAC_HOST))).isNotEqualTo(mac);
    }

    @Test
    void aHostNameAndItsUserAreAPair() {
        CanonicalId mac = device(Told.said(SignalType.DEVICE_SEEN, 1)
                .on(Told.entity(Told.MAC_SERIAL, Told.MAC_HOST))
                .user(Told.ALICE)
                .signal());

        assertThat(device(Told.said(SignalType.THREAT_DETECTED, 2)
                        .on(Told.entity(Told.MAC_AID, Told.MAC_HOST))
                        .user(Told.ALICE)
                        .with(new SignalPayload.Threat(
                                "f", null, io.tocsin.schemas.signal.FindingState.NEW, Severity.LOW, null, List.of()))
                        .signal()))
                .isEqualTo(mac);
    }

    @Test
    void mediumNamesSeenLongAgoAreNoPair() {
        CanonicalId mac = device(seen(1, Told.MAC_SERIAL, Told.MAC_HOST, Told.MAC_MAC));

        assertThat(device(seen(60 * 48, Told.MAC_AID, Told.MAC_HOST, Told.MAC_MAC)))
                .isNotEqualTo(mac);
    }

    @Test
    void aPairDoesNotJoinTwoSerials() {
        CanonicalId mac = device(seen(1, Told.MAC_SERIAL, Told.MAC_HOST, Told.MAC_MAC));

        assertThat(device(seen(2, Told.id(IdentifierKind.DEVICE_SERIAL, "", "OTHER1234"), Told.MAC_HOST, Told.MAC_MAC)))
                .isNotEqualTo(mac);
    }

    @Test
    void weakNamesNeverDecide() {
        bench.hear(
                seen(
                        1,
                        Told.MAC_SERIAL,
                        weak(IdentifierKind.DEVICE_HOSTNAME, "box"),
                        weak(IdentifierKind.DEVICE_MAC, "00:00:5E:00:53:09")),
                seen(
                        2,
                        weak(IdentifierKind.DEVICE_HOSTNAME, "box"),
                        weak(IdentifierKind.DEVICE_MAC, "00:00:5E:00:53:09")));

        assertThat(bench.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.origin()).isEqualTo("identity");
            assertThat(letter.reason()).contains("DEVICE").contains("strong");
            assertThat(letter.body()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "DEVICE_SERIAL,Default string",
        "DEVICE_SERIAL,To be filled by O.E.M.",
        "DEVICE_SERIAL,000000000",
        "DEVICE_SERIAL,0",
        "DEVICE_SMBIOS_UUID,00000000-0000-0000-0000-000000000000",
        "DEVICE_SMBIOS_UUID,FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
        "DEVICE_ENTRA_ID,00000000-0000-0000-0000-000000000000",
        "DEVICE_VENDOR_ID,unknown"
    })
    void junkNamesNobody(IdentifierKind kind, String junk) {
        bench.hear(seen(1, Told.id(kind, "x", junk)));

        assertThat(bench.deadLetters()).hasSize(1);
        assertThat(bench.resolved()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"02:42:ac:11:00:02", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "da:a1:19:00:00:01"})
    void aMacThatAnybodyMayHaveIsNoPartOfAPair(String mac) {
        Identifier name = Told.medium(IdentifierKind.DEVICE_MAC, "", mac);
        CanonicalId first = device(seen(1, Told.MAC_SERIAL, Told.MAC_HOST, name));

        assertThat(device(seen(2, Told.MAC_AID, Told.MAC_HOST, name))).isNotEqualTo(first);
    }

    @Test
    void theOlderOfTwoThatAreMergedStays() {
        CanonicalId older = device(seen(1, Told.MAC_JAMF));
        CanonicalId younger = device(seen(2, Told.MAC_OKTA));

        assertThat(device(seen(3, Told.MAC_OKTA, Told.MAC_JAMF))).isEqualTo(older);
        assertThat(device(seen(4, Told.MAC_OKTA))).isEqualTo(older);
        assertThat(bench.links())
                .anyMatch(link -> link.value.principal().equals(younger) && older.equals(link.value.mergedInto()));
    }

    @Test
    void aMergeIsToldToBothSides() {
        CanonicalId older = device(seen(1, Told.MAC_JAMF));
        CanonicalId younger = device(seen(2, Told.MAC_OKTA));
        bench.hear(seen(3, Told.MAC_OKTA, Told.MAC_JAMF));

        assertThat(bench.resolved())
                .filteredOn(r -> r.value.payload() instanceof SignalPayload.Merge)
                .extracting(r -> r.key)
                .containsExactlyInAnyOrder(older, younger);
    }

    @Test
    void tenantsAreNeverMixed() {
        Signal ours = seen(1, Told.MAC_SERIAL);
        Signal theirs = new Signal(
                "other",
                ours.type(),
                ours.times(),
                new io.tocsin.schemas.signal.SignalSource(
                        "globex", "jamf", "jamf", "log", ours.source().transport(), "x", null, null),
                null,
                null,
                null,
                ours.device(),
                null,
                ours.payload(),
                ours.context(),
                ours.provenance(),
                ours.attributes());

        assertThat(device(theirs)).isNotEqualTo(device(ours));
    }

    @Test
    void aNameOnTooManyDevicesProvesNothingAnyMore() {
        Identifier cloned = Told.id(IdentifierKind.DEVICE_SMBIOS_UUID, "", "4c4c4544-0043-3510-8052-b4c04f564231");
        Set<CanonicalId> devices = new LinkedHashSet<>();
        for (int i = 1; i <= 6; i++) {
            devices.add(device(seen(i, cloned, Told.id(IdentifierKind.DEVICE_SERIAL, "", "CLONE000" + i))));
        }

        // the first three were taken for one; from then on each is its own
        assertThat(devices).hasSize(4);
    }

    @Test
    void aSessionIsUniqueOnlyInItsNamespace() {
        Entity there = Told.entity(Told.id(IdentifierKind.SESSION_VENDOR_ID, "okta:globex", "idxFAKEsessALICE01"));
        bench.hear(Told.opened(Told.ON_MAC, Told.ALICE, null, 1), Told.opened(there, Told.BOB, null, 2));

        assertThat(bench.resolved().stream()
                        .map(r -> r.key)
                        .filter(key -> key.kind() == PrincipalKind.SESSION)
                        .distinct())
                .hasSize(2);
    }

    @Test
    void aSessionOpenedIsToldToItItsDeviceAndItsUserWithAllTheirNames() {
        bench.hear(seen(0, Told.MAC_OKTA, Told.MAC_SERIAL));
        bench.resolved();
        bench.hear(Told.opened(Told.ON_MAC, Told.ALICE, Told.MAC_BY_OKTA, 1));

        List<KeyValue<CanonicalId, Signal>> told = bench.resolved().stream()
                .filter(r -> r.value.type() == SignalType.SESSION_CREATED)
                .toList();
        assertThat(told)
                .extracting(r -> r.key.kind())
                .containsExactlyInAnyOrder(PrincipalKind.SESSION, PrincipalKind.DEVICE, PrincipalKind.USER);
        assertThat(told)
                .allSatisfy(r -> assertThat(r.value.device().identifiers()).contains(Told.MAC_SERIAL));
    }

    @Test
    void laterSignalsOfASessionCarryItsUserAndDevice() {
        bench.hear(Told.morning());
        bench.resolved();
        bench.hear(
                Told.said(SignalType.SESSION_CONTEXT_CHANGED, 5).in(Told.ON_MAC).signal());

        Signal copy = bench.resolved().stream()
                .filter(r -> r.key.kind() == PrincipalKind.SESSION)
                .findFirst()
                .orElseThrow()
                .value;
        assertThat(copy.user()).isNotNull();
        assertThat(copy.device()).isNotNull();
    }

    @Test
    void whatOurOwnSetsCausedGoesNoFurther() {
        bench.hear(Told.morning());
        bench.resolved();
        bench.hear(
                Told.said(SignalType.OWN_SET_ECHO, 5).user(Told.ALICE).signal(),
                Told.said(SignalType.SESSION_REVOKED, 6)
                        .in(Told.ON_MAC)
                        .from(new Provenance(null, null, "jti-1", false))
                        .signal(),
                Told.said(SignalType.TOKEN_REUSED, 7)
                        .in(Told.ON_MAC)
                        .from(new Provenance(null, null, null, true))
                        .signal());

        assertThat(bench.resolved()).isEmpty();
        assertThat(bench.events()).isEmpty();
        assertThat(bench.deadLetters()).isEmpty();
    }

    @Test
    void aSignalOfAnUnknownTypeIsSetAside() {
        bench.hear(Told.said(SignalType.UNKNOWN, 1).user(Told.ALICE).signal());

        assertThat(bench.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason()).contains("UNKNOWN"));
    }
}
