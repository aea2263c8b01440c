// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.inbound;

import io.tocsin.receiver.ClientCredentials;
import io.tocsin.receiver.StreamSettings;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.secret.Secret;
import java.util.List;
import java.util.function.Predicate;

/** A tenant whose identity provider is polled. */
final class Acme {
    static final String ISSUER = "https://acme.okta.example";

    private Acme() {}

    static SetSignals signals(Predicate<String> ownTxn) {
        return signals("okta", ownTxn);
    }

    static SetSignals signals(String vendor, Predicate<String> ownTxn) {
        StreamSettings stream = StreamSettings.polled(
                "okta",
                ISSUER,
                ClientCredentials.basic("hub", Secret.of("secret")),
                List.of("https://schemas.openid.net/secevent/caep/event-type/session-revoked"));
        return new SetSignals(new InboundSource("acme", vendor, "okta:acme", stream, null), Transport.SSF_POLL, ownTxn);
    }
}
