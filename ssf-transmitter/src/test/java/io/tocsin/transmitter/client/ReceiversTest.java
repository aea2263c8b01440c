// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.secret.Secret;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReceiversTest {
    private final Receivers receivers =
            new Receivers(List.of(ReceiverRegistration.of("b", "configured"), ReceiverRegistration.of("c", "acme")));

    @Test
    void theConfigurationWinsOverTheTopic() {
        receivers.put(ReceiverRegistration.of("b", "registered"));
        receivers.put(ReceiverRegistration.of("a", "registered"));

        assertThat(receivers.byClientId("b"))
                .hasValueSatisfying(b -> assertThat(b.tenant()).isEqualTo("configured"));
        assertThat(receivers.list()).extracting(ReceiverRegistration::clientId).containsExactly("a", "b", "c");
    }

    @Test
    void whatIsRemovedIsGone() {
        receivers.put(ReceiverRegistration.of("a", "registered"));
        receivers.remove("a");
        receivers.remove("b");

        assertThat(receivers.byClientId("a")).isEmpty();
        assertThat(receivers.byClientId("b")).as("the configuration's").isPresent();
    }

    @Test
    void aClientIdIsConfiguredOnce() {
        assertThatThrownBy(() -> new Receivers(
                        List.of(ReceiverRegistration.of("b", "acme"), ReceiverRegistration.of("b", "acme"))))
                .hasMessage("receivers name client-id b twice");
    }

    @Test
    void aStaticTokenNeedsItsReceiver() {
        StaticToken token = new StaticToken(Secret.of("t"), "nobody", Set.of("ssf.read"));
        assertThatThrownBy(() -> new StaticTokens(List.of(token), receivers))
                .hasMessage("static-tokens name client-id nobody, which receivers does not");
    }
}
