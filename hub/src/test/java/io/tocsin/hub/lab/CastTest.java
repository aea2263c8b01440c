// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CastTest {
    @Test
    void theFirstRunHasTheNamesOfTheSamples() {
        Cast cast = Cast.of(1);
        Device mac = cast.aliceOnMac().device();
        assertThat(mac.serial()).isEqualTo("FVFXFAKE01Q6");
        assertThat(mac.jamf()).isEqualTo(41);
        assertThat(mac.udid()).isEqualTo("A1B2C3D4-0001-5AA1-B498-52A4CB17D18D");
        assertThat(mac.okta()).isEqualTo("guo1fakeDEVICE000001");
        assertThat(cast.aliceOnMac().id()).isEqualTo("idxFAKEsessALICE01abcd");
        assertThat(cast.aliceOnMac().user().email()).isEqualTo("alice.ng@acme.example");
        assertThat(cast.bob().user().okta()).isEqualTo("00u1fakeBOB000000002");
        assertThat(cast.bob().device().serial()).isEqualTo("5CG0FAKE22");
    }

    @Test
    void noTwoRunsShareAName() {
        Set<String> seen = new HashSet<>();
        for (int run = 1; run <= 500; run++) {
            Cast cast = Cast.of(run);
            Stream.of(cast.aliceOnMac(), cast.aliceElsewhere(), cast.bob())
                    .flatMap(session -> Stream.of(
                            session.id(),
                            session.device().serial(),
                            session.device().udid(),
                            session.device().mac(),
                            session.device().name(),
                            session.device().okta()))
                    .forEach(name -> assertThat(seen.add(name)).as(name).isTrue());
            assertThat(seen.add(cast.bob().user().email())).isTrue();
            assertThat(seen.add(cast.aliceOnMac().user().email())).isTrue();
        }
    }
}
