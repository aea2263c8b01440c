// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.caller;

import io.tocsin.schemas.receiver.Credentials;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.transmitter.client.Caller;
import io.tocsin.transmitter.client.Receivers;
import io.tocsin.transmitter.client.Registrations;
import io.tocsin.transmitter.client.Revocations;
import io.tocsin.transmitter.client.StaticTokens;
import io.tocsin.transmitter.view.CaughtUp;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** What tests of callers stand on: an authorization server of another make, and receivers it speaks of. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CallersCase {
    final CallersRig rig = new CallersRig();
    final Revocations revocations = new Revocations();

    @AfterAll
    void close() {
        rig.close();
    }

    static ReceiverRegistration payroll(Credentials credentials, boolean bound) {
        ReceiverRegistration plain = ReceiverRegistration.of("payroll", "acme").with(credentials);
        return bound ? Registrations.bound(plain) : plain;
    }

    Callers callers(ReceiverRegistration receiver) {
        return callers(false, null, receiver);
    }

    Callers callers(boolean discovered, @Nullable List<String> tenants, ReceiverRegistration receiver) {
        return callers(
                discovered,
                tenants,
                new Receivers(List.of(receiver)),
                new TrustDomains(Map.of(), rig.watch, Instant::now));
    }

    Callers callers(boolean discovered, @Nullable List<String> tenants, Receivers receivers, TrustDomains domains) {
        return callers(discovered, tenants, receivers, domains, CaughtUp.ALWAYS);
    }

    Callers callers(
            boolean discovered,
            @Nullable List<String> tenants,
            Receivers receivers,
            TrustDomains domains,
            CaughtUp fresh) {
        return new Callers(
                CallersRig.OURS,
                keyId -> CompletableFuture.completedFuture(Optional.empty()),
                receivers.ofTenants(tenant -> tenant.equals("acme")),
                new StaticTokens(List.of(), receivers),
                revocations,
                List.of(rig.server(discovered, tenants)),
                domains,
                fresh,
                Instant::now);
    }

    static Optional<Caller> verify(Callers callers, String token) {
        return callers.byToken(token, null).join();
    }

    static Date at(int secondsFromNow) {
        return Date.from(Instant.now().plusSeconds(secondsFromNow));
    }
}
