// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.receiver.Credentials;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.receiver.TokenRevocations;
import io.tocsin.transmitter.client.ReceiverTables;
import io.tocsin.transmitter.client.Receivers;
import io.tocsin.transmitter.client.Registrations;
import io.tocsin.transmitter.client.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which receiver a good token is of, and what it still allows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceiversOfTokensTest extends CallersCase {
    @Test
    void aReceiverThatAnotherInstanceHasJustRegisteredIsWaitedFor() {
        Receivers receivers = new Receivers(List.of());
        AtomicInteger waits = new AtomicInteger();
        Callers callers = callers(true, null, receivers, new TrustDomains(Map.of(), rig.watch, Instant::now), () -> {
            waits.incrementAndGet();
            ReceiverTables.put(receivers, payroll(Credentials.NONE, false));
            return CompletableFuture.completedFuture(null);
        });

        assertThat(verify(callers, rig.signed(rig.claims().build()))).isPresent();
        assertThat(verify(callers, rig.signed(rig.claims().build()))).isPresent();
        assertThat(waits).hasValue(1);
        assertThat(verify(callers, "no token at all")).isEmpty();
        assertThat(waits).as("nobody waits for a bad token").hasValue(1);
    }

    @Test
    void aServerSpeaksOnlyOfItsTenantsReceivers() {
        Callers callers = callers(false, List.of("other"), payroll(Credentials.NONE, false));

        assertThat(verify(callers, rig.signed(rig.claims().build()))).isEmpty();
    }

    @Test
    @Requirement("AT-4-3")
    void aReceiverMayHaveAnotherNameThere() {
        Callers callers = callers(payroll(new Credentials(null, null, null, null, Map.of(rig.issuer, "0oa1")), false));

        assertThat(verify(
                        callers,
                        rig.signed(rig.claims().claim("client_id", "0oa1").build())))
                .isPresent();
        assertThat(verify(callers, rig.signed(rig.claims().build())))
                .as("its own name is not its name there")
                .isEmpty();
    }

    @Test
    @Requirement({"IOP-2.7.2-2", "A-39"})
    void revokedTokensAreNobodys() {
        Callers callers = callers(payroll(Credentials.NONE, false));
        String before = rig.signed(rig.claims().issueTime(at(-10)).build());
        String single = rig.signed(rig.claims().jwtID("stolen").build());
        String other = rig.signed(rig.claims().jwtID("fine").build());

        ReceiverTables.revoke(
                revocations,
                "payroll",
                new TokenRevocations(
                        Instant.now().minusSeconds(5),
                        Map.of("stolen", Instant.now().plusSeconds(60))));

        assertThat(verify(callers, before)).isEmpty();
        assertThat(verify(callers, single)).isEmpty();
        assertThat(verify(callers, other)).isPresent();
        ReceiverTables.revoke(revocations, "payroll", TokenRevocations.NONE);
    }

    @Test
    void theTokenOfARemovedReceiverIsNobodys() {
        Receivers receivers = new Receivers(List.of());
        Callers callers = callers(false, null, receivers, new TrustDomains(Map.of(), rig.watch, Instant::now));
        ReceiverTables.put(receivers, payroll(Credentials.NONE, false));
        String token = rig.signed(rig.claims().build());
        assertThat(verify(callers, token)).isPresent();

        ReceiverTables.remove(receivers, "payroll");

        assertThat(verify(callers, token)).isEmpty();
    }

    @Test
    void aTokenAllowsNoMoreThanItsReceiverMayHave() {
        ReceiverRegistration reads =
                Registrations.scoped(ReceiverRegistration.of("payroll", "acme"), Set.of("ssf.read"));

        assertThat(verify(callers(reads), rig.signed(rig.claims().build()))
                        .orElseThrow()
                        .scopes())
                .containsExactly(Scope.READ);
    }
}
