// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.receiver.SecretHash;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.transmitter.client.ReceiverConfig;
import io.tocsin.transmitter.client.ReceiverLookup;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuersTest {
    @Test
    void oneIssuerServesEveryTenant() {
        TransmitterConfig config = config("https://hub.example", null, List.of(receiver("a", "acme")));

        assertThat(config.issuerOf("acme").orElseThrow().issuer()).hasToString("https://hub.example");
        assertThat(config.issuerOf("anybody")).isPresent();
    }

    @Test
    void aTenantDecidesItsIssuer() {
        TransmitterConfig config = config(
                null,
                List.of(issuer("https://hub.example/t/acme", "acme"), issuer("https://hub.example/t", "base")),
                List.of(receiver("a", "acme"), receiver("b", "base")));

        assertThat(config.issuerOf("base").orElseThrow().issuer()).hasToString("https://hub.example/t");
        ReceiverLookup ofAcme = config.receivers(secret -> new SecretHash("$unread"))
                .ofTenants(config.issuers().getFirst()::serves);
        assertThat(ofAcme.byClientId("a")).isPresent();
        assertThat(ofAcme.byClientId("b")).isEmpty();
    }

    @Test
    void exactlyOneOfIssuerAndIssuersIsGiven() {
        assertThatThrownBy(() -> config(null, null, List.of())).hasMessageContaining("neither of them");
        assertThatThrownBy(() ->
                        config("https://hub.example", List.of(issuer("https://hub.example/t", "acme")), List.of()))
                .hasMessageContaining("both");
    }

    @Test
    void pathsAndTenantsMayNotClash() {
        assertThatThrownBy(() -> config(
                        null,
                        List.of(issuer("https://a.example/t", "x"), issuer("https://b.example/t", "y")),
                        List.of()))
                .hasMessageContaining("two with the path");
        assertThatThrownBy(() -> config(
                        null,
                        List.of(issuer("https://a.example/t", "x"), issuer("https://a.example/u", "x")),
                        List.of()))
                .hasMessageContaining("tenant x is served by");
        assertThatThrownBy(() -> config(
                        null, List.of(issuer("https://a.example/t"), issuer("https://a.example/u", "x")), List.of()))
                .hasMessageContaining("has no tenants");
        assertThatThrownBy(() ->
                        config(null, List.of(issuer("https://a.example/t", "x")), List.of(receiver("a", "other"))))
                .hasMessageContaining("no entry of transmitter.issuers serves");
        assertThatThrownBy(() -> config(
                        null,
                        List.of(issuer("https://a.example/t", "x"), issuer("https://a.example/u", "y")),
                        List.of(receiver("a", "x"), receiver("a", "y"))))
                .hasMessageContaining("twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hub.example",
                "https://hub.example/",
                "https://hub.example/t/",
                "https://hub.example?x=1",
                "https://hub.example#x",
                "https://u@hub.example",
                "https://hub.example/a/../b",
                "urn:hub"
            })
    @Requirement({"SSF-7.1-1", "A-2"})
    void anIssuerIsAnHttpsUrlWithoutAnythingMore(String url) {
        assertThatThrownBy(() -> issuer(url, "acme")).hasMessageContaining("expected an https URL");
    }

    private static IssuerConfig issuer(String url, String... tenants) {
        return new IssuerConfig(URI.create(url), List.of(tenants), null, null);
    }

    private static ReceiverConfig receiver(String clientId, String tenant) {
        return ReceiverConfig.of(clientId, Secret.of("s"), tenant);
    }

    private static TransmitterConfig config(
            @Nullable String issuer, @Nullable List<IssuerConfig> issuers, List<ReceiverConfig> receivers) {
        Path folder = Path.of("unused");
        return new TransmitterConfig(
                issuer == null ? null : URI.create(issuer),
                issuers,
                receivers,
                folder,
                folder,
                folder,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
