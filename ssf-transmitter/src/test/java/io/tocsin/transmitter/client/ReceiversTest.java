// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.receiver.CertificateName;
import io.tocsin.schemas.receiver.Credentials;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.secret.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void aStaticTokenIsNoneOfAReceiverWhoseTokensAreBound() {
        ReceiverRegistration plain = ReceiverRegistration.of("mesh", "acme");
        ReceiverRegistration bound = Registrations.bound(plain);
        StaticToken token = new StaticToken(Secret.of("t"), "mesh", Set.of("ssf.read"));

        assertThatThrownBy(() -> new StaticTokens(List.of(token), new Receivers(List.of(bound))))
                .hasMessageContaining("bound-tokens is true");
    }

    @ParameterizedTest
    @CsvSource({
        "SUBJECT_DN, 'CN=mesh,O=Acme', SUBJECT_DN, 'cn=mesh, o=acme'",
        "SAN_DNS, Mesh.Acme.Example, SAN_DNS, mesh.acme.example",
        "SAN_IP, 192.0.2.1, SAN_IP, 192.0.2.1",
        "SAN_EMAIL, a@acme.example, SAN_EMAIL, a@acme.example",
    })
    void twoReceiversCannotHaveOneNameInTheirCertificates(
            CertificateName.Kind kind, String name, CertificateName.Kind otherKind, String other) {
        ReceiverRegistration first = named("first", new CertificateName(kind, name));
        ReceiverRegistration second = named("second", new CertificateName(otherKind, other));

        assertThatThrownBy(() -> new Receivers(List.of(first, second)))
                .hasMessageContaining("expected each of one receiver only");
        receivers.put(first);
        assertThat(receivers.clashes(second)).isTrue();
        assertThat(receivers.clashes(first)).as("with itself").isFalse();
        receivers.remove("first");
        assertThat(receivers.clashes(second)).isFalse();
    }

    @Test
    void aSpiffeIdIsAlsoANameInACertificate() {
        ReceiverRegistration workload = ReceiverRegistration.of("workload", "acme")
                .with(new Credentials(null, null, null, URI.create("spiffe://acme.example/mesh"), Map.of()));
        receivers.put(workload);

        assertThat(receivers.clashes(named(
                        "other", new CertificateName(CertificateName.Kind.SAN_URI, "spiffe://acme.example/mesh"))))
                .isTrue();
    }

    @Test
    void whoIsBeingRemovedIsNobodyAndFreesItsNames() {
        ReceiverRegistration mesh =
                named("mesh", new CertificateName(CertificateName.Kind.SAN_DNS, "mesh.acme.example"));
        receivers.put(mesh);

        receivers.put(mesh.leaving(Instant.parse("2026-11-22T09:00:00Z")));

        assertThat(receivers.byClientId("mesh")).isEmpty();
        assertThat(receivers.list()).extracting(ReceiverRegistration::clientId).doesNotContain("mesh");
        assertThat(receivers.leaving())
                .extracting(ReceiverRegistration::clientId)
                .containsExactly("mesh");
        assertThat(receivers.clashes(
                        named("heir", new CertificateName(CertificateName.Kind.SAN_DNS, "mesh.acme.example"))))
                .isFalse();
    }

    private static ReceiverRegistration named(String clientId, CertificateName name) {
        return ReceiverRegistration.of(clientId, "acme").with(new Credentials(null, null, name, null, Map.of()));
    }

    @Test
    void aStaticTokenNeedsItsReceiver() {
        StaticToken token = new StaticToken(Secret.of("t"), "nobody", Set.of("ssf.read"));
        assertThatThrownBy(() -> new StaticTokens(List.of(token), receivers))
                .hasMessage("static-tokens name client-id nobody, which receivers does not");
    }
}
