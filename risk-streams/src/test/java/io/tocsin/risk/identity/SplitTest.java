// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.names.CanonicalIds;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static final Identifier OTHER = Heard.serial("OTHER1234");

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    private static CanonicalId apart() {
        return CanonicalIds.apart("acme", PrincipalKind.DEVICE, "request-1");
    }

    /** Two devices that an inventory took for one. */
    private CanonicalId taken() {
        return stage.device(
                Heard.seen(1, Heard.SERIAL, Heard.JAMF),
                Heard.seen(2, OTHER, Heard.AGENT),
                Heard.seen(3, Heard.SERIAL, OTHER));
    }

    @Test
    void theNamesGivenBecomeAPrincipalOfTheirOwn() {
        CanonicalId both = taken();
        stage.hear(Heard.split(4, both, apart(), OTHER, Heard.AGENT));

        assertThat(stage.device(Heard.seen(5, OTHER))).isEqualTo(apart());
        assertThat(stage.device(Heard.threat(6, Heard.AGENT))).isEqualTo(apart());
        assertThat(stage.device(Heard.seen(7, Heard.JAMF))).isEqualTo(both);
        assertThat(stage.links())
                .anyMatch(link -> link.value.alias().equals(OTHER)
                        && link.value.principal().equals(apart())
                        && link.value
                                .evidence()
                                .equals(Heard.split(4, both, apart(), OTHER, Heard.AGENT)
                                        .id()));
    }

    @Test
    void theyAreNeverMergedAgain() {
        CanonicalId both = taken();
        stage.hear(Heard.split(4, both, apart(), OTHER, Heard.AGENT));

        stage.hear(Heard.seen(5, Heard.SERIAL, OTHER), Heard.seen(6, Heard.JAMF, Heard.AGENT));

        assertThat(stage.tally.counted).containsEntry("refused", 2);
        assertThat(stage.device(Heard.seen(7, OTHER))).isEqualTo(apart());
        assertThat(stage.device(Heard.seen(8, Heard.SERIAL))).isEqualTo(both);
    }

    @Test
    void notEvenByWayOfAThirdOne() {
        CanonicalId both = taken();
        stage.hear(Heard.split(4, both, apart(), OTHER, Heard.AGENT));
        stage.hear(
                Heard.seen(5, Heard.OKTA), Heard.seen(6, Heard.OKTA, OTHER), Heard.seen(7, Heard.OKTA, Heard.SERIAL));

        assertThat(stage.device(Heard.seen(8, OTHER))).isEqualTo(apart());
        assertThat(stage.device(Heard.seen(9, Heard.SERIAL))).isEqualTo(both);
    }

    @Test
    void bothSidesAreToldWithTheNamesTheyHaveNow() {
        CanonicalId both = taken();
        stage.resolved();
        stage.hear(Heard.split(4, both, apart(), OTHER));

        assertThat(stage.resolved()).hasSize(2).allSatisfy(r -> {
            assertThat(r.value.type()).isEqualTo(SignalType.IDENTITY_SPLIT);
            assertThat(r.value.payload()).isEqualTo(new SignalPayload.Split(both, apart(), java.util.List.of(OTHER)));
            assertThat(r.value.device().canonicalId()).isEqualTo(r.key);
            assertThat(r.value.device().identifiers().contains(OTHER)).isEqualTo(r.key.equals(apart()));
        });
    }

    @Test
    void twoThatAreTwoCanBeKeptApartBeforeAnythingJoinsThem() {
        CanonicalId one = stage.device(Heard.seen(1, Heard.SERIAL));
        CanonicalId other = stage.device(Heard.seen(2, OTHER));
        stage.hear(Heard.split(3, one, other));

        assertThat(stage.device(Heard.seen(4, Heard.SERIAL, OTHER))).isIn(one, other);
        assertThat(stage.device(Heard.seen(5, OTHER))).isEqualTo(other);
        assertThat(stage.device(Heard.seen(6, Heard.SERIAL))).isEqualTo(one);
    }

    @Test
    void whatASplitCannotMeanIsRefusedWithTheReason() {
        CanonicalId mac = stage.device(Heard.seen(1, Heard.SERIAL));
        stage.hear(
                Heard.split(2, apart(), mac, Heard.SERIAL),
                Heard.split(3, mac, apart(), OTHER),
                Heard.split(4, mac, CanonicalIds.apart("acme", PrincipalKind.USER, "x"), Heard.SERIAL),
                Heard.split(5, mac, mac, Heard.SERIAL));

        assertThat(stage.deadLetters())
                .extracting(letter -> letter.reason().replaceAll(":.*", ""))
                .containsExactly(
                        "the principal that is to be split is not known",
                        "none of the names is a name of that principal",
                        "a USER cannot be split from a DEVICE of tenant acme",
                        "the two are one");
    }

    @Test
    void anOperatorCanAlsoJoinTwoEvenIfTheyWereKeptApart() {
        CanonicalId both = taken();
        stage.hear(Heard.split(4, both, apart(), OTHER, Heard.AGENT));
        stage.hear(Heard.operator(5, new SignalPayload.Merge(both, apart())));

        assertThat(stage.device(Heard.seen(6, OTHER))).isEqualTo(both);
        assertThat(stage.device(Heard.seen(7, Heard.SERIAL, OTHER, Heard.AGENT)))
                .isEqualTo(both);
    }

    @Test
    void noSourceCanSplitOrJoin() {
        CanonicalId both = taken();
        stage.resolved();
        stage.hear(
                Heard.a(SignalType.IDENTITY_SPLIT, 4)
                        .by("okta")
                        .with(new SignalPayload.Split(both, apart(), java.util.List.of(OTHER)))
                        .signal(),
                Heard.a(SignalType.IDENTITY_LINKED, 5)
                        .by("okta")
                        .with(new SignalPayload.Merge(both, apart()))
                        .signal());

        assertThat(stage.deadLetters()).hasSize(2);
        assertThat(stage.device(Heard.seen(6, OTHER))).isEqualTo(both);
    }

    @Test
    void aSessionMovesToThePartOfItsDeviceThatItIsSeenOn() {
        CanonicalId both = taken();
        Signal changed = Heard.a(SignalType.SESSION_CONTEXT_CHANGED, 6)
                .in(Heard.session("s-1"))
                .on(OTHER)
                .signal();
        stage.hear(Heard.opened("s-1", Heard.ALICE_ID, Heard.SERIAL, 4), Heard.split(5, both, apart(), OTHER));
        stage.resolved();
        stage.hear(changed);

        assertThat(stage.resolved())
                .filteredOn(r -> r.key.kind() == PrincipalKind.SESSION)
                .last()
                .satisfies(r -> assertThat(r.value.device().canonicalId()).isEqualTo(apart()));
    }

    @Test
    void saidTwiceItIsSaidOnce() {
        CanonicalId both = taken();
        Signal split = Heard.split(4, both, apart(), OTHER, Heard.AGENT);
        stage.hear(split);
        var state = stage.state();
        var told = stage.resolved();

        stage.hear(split);
        assertThat(stage.state()).isEqualTo(state);
        assertThat(told).containsAll(stage.resolved());
    }
}
