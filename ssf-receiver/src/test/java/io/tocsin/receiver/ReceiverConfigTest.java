// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.receiver.rig.PushClient;
import io.tocsin.receiver.rig.Streams;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverConfigTest {
    private static StreamSettings stream(String name, String issuer, Set<String> algorithms) {
        return new StreamSettings(
                name,
                issuer,
                new ClientCredentials("rx", Secret.of("s"), null, null, ClientCredentials.BASIC, List.of()),
                DeliverySettings.Poll.DEFAULT,
                Streams.EVENTS,
                Set.of(),
                null,
                algorithms,
                false,
                null,
                null,
                "d",
                Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://t.example", "https://t.example?x=1", "https://t.example#x", "t.example", "::"})
    @Requirement({"SSF-7.2-2"})
    void anIssuerIsAPlainHttpsUrl(String issuer) {
        assertThatThrownBy(() -> stream("acme", issuer, Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("issuer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "HS512", "RSA1_5", ""})
    void someAlgorithmsCannotBeConfigured(String algorithm) {
        assertThatThrownBy(() -> stream("acme", "https://t.example", Set.of(algorithm)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("algorithms");
    }

    @Test
    void pollsRestBetweenEachOther() {
        assertThatThrownBy(() -> new DeliverySettings.Poll(10, true, Duration.ZERO, Duration.ofSeconds(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("interval is PT0S");
    }

    @Test
    void aPathIsLookedForAsItStandsInTheUrl() {
        URI endpoint = URI.create("https://rx.example/ssf/in/acme%20corp");

        assertThat(new DeliverySettings.Push(endpoint, null, absent()).path()).isEqualTo("/ssf/in/acme%20corp");
    }

    @Test
    void namesAndPathsAreUnique() {
        StreamSettings one = stream("acme", "https://t.example", Set.of());
        assertThatThrownBy(() -> ReceiverConfig.of(List.of(one, one), SeenSettings.IN_MEMORY))
                .hasMessageContaining("acme");
    }

    @Test
    void aStreamWithoutCredentialsIsPushedAndKnowsItsAudience() {
        assertThatThrownBy(() -> new StreamSettings(
                        "acme",
                        "https://t.example",
                        null,
                        DeliverySettings.Poll.DEFAULT,
                        List.of(),
                        Set.of("rx"),
                        null,
                        Set.of(),
                        false,
                        null,
                        null,
                        "d",
                        Duration.ZERO))
                .hasMessageContaining("credentials");
    }

    @Test
    void whatIsAbsentInAFileHasADefault() {
        assertThat(new ReceiverConfig(List.of(), absent(), 0, 0, absent()).seen())
                .isEqualTo(SeenSettings.IN_MEMORY);
        DeliverySettings.Push push =
                new DeliverySettings.Push(URI.create("https://rx.example/ssf/in/a"), null, absent());
        assertThat(push.path()).isEqualTo("/ssf/in/a");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T absent() {
        @Nullable T nothing = null;
        return nothing;
    }

    @Test
    void noSecretIsPrinted() {
        assertThat(Streams.push("/in")).asString().doesNotContain(PushClient.AUTHORIZATION);
        assertThat(stream("acme", "https://t.example", Set.of())).asString().contains("clientSecret=[secret]");
    }
}
