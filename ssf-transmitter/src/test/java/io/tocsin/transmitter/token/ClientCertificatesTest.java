// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.receiver.CertificateName;
import io.tocsin.schemas.receiver.ClientKeys;
import io.tocsin.schemas.receiver.Credentials;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.transmitter.caller.ClientCertificate;
import io.tocsin.transmitter.client.Registrations;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clients that prove by a certificate who they are (RFC 8705). */
class ClientCertificatesTest extends TokenEndpointCase {
    @Test
    @Requirement("FAPI-1")
    void aCertificateOfATrustedAuthorityProvesTheClientByItsName() throws Exception {
        X509Bundle authority = new CertificateBuilder()
                .ecp256()
                .subject("CN=authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        ClientCertificate its = of(new CertificateBuilder()
                .ecp256()
                .subject("CN=client,O=Acme")
                .addSanDnsName("client.acme.example")
                .buildIssuedBy(authority));
        ClientCertificate others = of(new CertificateBuilder()
                .ecp256()
                .subject("CN=other,O=Acme")
                .addSanDnsName("other.acme.example")
                .buildIssuedBy(authority));
        ClientCertificate forged = of(new CertificateBuilder()
                .ecp256()
                .subject("CN=client,O=Acme")
                .addSanDnsName("client.acme.example")
                .setIsCertificateAuthority(true)
                .buildSelfSigned());
        for (CertificateName name : List.of(
                new CertificateName(CertificateName.Kind.SUBJECT_DN, "CN=client, O=Acme"),
                new CertificateName(CertificateName.Kind.SAN_DNS, "Client.acme.example"))) {
            TokenEndpoint endpoint = endpoint(client(new Credentials(null, null, name, null, Map.of())));

            assertThat(status(answer(endpoint, "grant_type=client_credentials&client_id=client", its)))
                    .isEqualTo(200);
            assertThat(signed.last.path("cnf").path("x5t#S256").asText()).isEqualTo(its.thumbprint());
            assertThat(status(answer(endpoint, "grant_type=client_credentials&client_id=client", others)))
                    .isEqualTo(401);
            assertThat(status(answer(endpoint, "grant_type=client_credentials&client_id=client", forged)))
                    .as("of its own making")
                    .isEqualTo(401);
            assertThat(status(answer(endpoint, "grant_type=client_credentials&client_id=client")))
                    .isEqualTo(401);
        }
    }

    @Test
    void aCertificateOfItsOwnMakingProvesTheClientByItsKey() throws Exception {
        X509Bundle own = new CertificateBuilder()
                .ecp256()
                .subject("CN=x")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        X509Bundle another = new CertificateBuilder()
                .ecp256()
                .subject("CN=x")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        ECKey key = new ECKey.Builder(
                        Curve.P_256, (ECPublicKey) own.getCertificate().getPublicKey())
                .keyID("k")
                .build();
        TokenEndpoint endpoint = endpoint(client(keys(new ClientKeys.Inline(new JWKSet(key).toString(true)))));

        assertThat(status(answer(endpoint, "grant_type=client_credentials&client_id=client", of(own))))
                .isEqualTo(200);
        assertThat(status(answer(endpoint, "grant_type=client_credentials&client_id=client", of(another))))
                .isEqualTo(401);
    }

    @Test
    void whoMustHaveBoundTokensGetsNoOthers() throws Exception {
        ReceiverRegistration plain = client(secret("right"));
        ReceiverRegistration bound = Registrations.bound(plain);
        TokenEndpoint endpoint = endpoint(bound);
        ClientCertificate any = of(new CertificateBuilder()
                .ecp256()
                .subject("CN=x")
                .setIsCertificateAuthority(true)
                .buildSelfSigned());

        assertThat(status(answer(endpoint, secretForm("right")))).isEqualTo(400);
        assertThat(status(answer(endpoint, secretForm("right"), any))).isEqualTo(200);
        assertThat(signed.last.path("cnf").path("x5t#S256").asText()).isEqualTo(any.thumbprint());
    }
}
