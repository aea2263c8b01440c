// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.caller;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.receiver.Credentials;
import io.tocsin.transmitter.client.Caller;
import io.tocsin.transmitter.client.Receivers;
import io.tocsin.transmitter.client.Scope;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallersTest extends CallersCase {
    @Test
    @Requirement({"AT-4-1", "AT-4-3", "IOP-2.7.2-2"})
    void aTokenOfAnotherAuthorizationServerIsItsClients() {
        Callers callers = callers(payroll(Credentials.NONE, false));

        for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256)) {
            for (String typ : List.of("at+jwt", "application/at+jwt", "AT+JWT")) {
                Optional<Caller> caller = verify(
                        callers,
                        rig.signed(
                                new JWSHeader.Builder(algorithm),
                                typ,
                                rig.claims().build()));
                assertThat(caller).as("%s %s", algorithm, typ).isPresent();
                assertThat(caller.get().receiver().clientId()).isEqualTo("payroll");
                assertThat(caller.get().scopes()).containsExactlyInAnyOrder(Scope.READ, Scope.MANAGE);
            }
        }
    }

    @Test
    @Requirement({"AT-4-1", "AT-4-3"})
    void tokensSignedByEd25519AreGoodUnderBothItsNames() throws GeneralSecurityException {
        Callers callers = callers(payroll(Credentials.NONE, false));

        for (JWSAlgorithm name : List.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519)) {
            String token = rig.signedByEd25519(name, rig.claims().build());
            assertThat(verify(callers, token)).as(name.getName()).isPresent();
            // a letter in the middle of the signature, where all of its bits count
            int at = token.length() - 40;
            String forged = token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
            assertThat(verify(callers, forged)).as(name.getName()).isEmpty();
        }
        assertThat(verify(
                        callers,
                        rig.signedByEd25519(JWSAlgorithm.RS256, rig.claims().build())))
                .as("a key of another kind than the algorithm's")
                .isEmpty();
    }

    @Test
    @Requirement({"AT-4-1", "AT-4-2", "A-39"})
    void tokensThatAreNotGoodForUsAreNobodys() throws JOSEException {
        Callers callers = callers(payroll(Credentials.NONE, false));
        JWTClaimsSet good = rig.claims().build();
        assertThat(verify(callers, rig.signed(good))).isPresent();

        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("no typ", rig.signed(rs256(), null, good));
        bad.put("typ JWT", rig.signed(rs256(), "JWT", good));
        bad.put("a SET", rig.signed(rs256(), "secevent+jwt", good));
        bad.put("events", rig.signed(rig.claims().claim("events", Map.of()).build()));
        bad.put("alg none", new PlainJWT(good).serialize());
        bad.put("RS512", rig.signed(new JWSHeader.Builder(JWSAlgorithm.RS512), "at+jwt", good));
        bad.put("HMAC by the public key", hmac(good));
        bad.put("crit", rig.signed(rs256().criticalParams(Set.of("exp")).customParam("exp", 1), "at+jwt", good));
        bad.put("unknown kid", rig.signed(rs256().keyID("other"), "at+jwt", good));
        bad.put("kid of an EC key", rig.signed(rs256().keyID("ec"), "at+jwt", good));
        bad.put(
                "kid of an RSA key",
                rig.signed(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("rsa"), "at+jwt", good));
        bad.put("expired", rig.signed(rig.claims().expirationTime(at(-1)).build()));
        bad.put("no exp", rig.signed(rig.claims().expirationTime(null).build()));
        bad.put("not yet", rig.signed(rig.claims().notBeforeTime(at(90)).build()));
        bad.put(
                "issued in the future",
                rig.signed(rig.claims().issueTime(at(90)).build()));
        bad.put("no iat", rig.signed(rig.claims().issueTime(null).build()));
        bad.put(
                "foreign aud",
                rig.signed(rig.claims().audience("https://else.example").build()));
        bad.put("no aud", rig.signed(rig.claims().audience((String) null).build()));
        bad.put(
                "foreign iss",
                rig.signed(rig.claims().issuer("https://else.example").build()));
        bad.put(
                "iss with a slash",
                rig.signed(rig.claims().issuer(rig.issuer + "/").build()));
        bad.put(
                "our iss, their key",
                rig.signed(rig.claims().issuer(CallersRig.OURS).build()));
        bad.put("no client_id", rig.signed(rig.claims().claim("client_id", null).build()));
        bad.put(
                "client_id a number",
                rig.signed(rig.claims().claim("client_id", 7).build()));
        bad.put(
                "unknown client",
                rig.signed(rig.claims().claim("client_id", "nobody").build()));
        bad.put("no scope", rig.signed(rig.claims().claim("scope", null).build()));
        bad.put(
                "bound by another method",
                rig.signed(rig.claims().claim("cnf", Map.of("jkt", "x")).build()));
        String whole = rig.signed(good);
        bad.put("cut", whole.substring(0, whole.length() - 3));
        bad.put(
                "oversize",
                rig.signed(rig.claims().claim("pad", "x".repeat(9_000)).build()));
        bad.put("garbage", "a.b.c");
        bad.put("empty", "");
        bad.forEach((what, token) -> assertThat(verify(callers, token)).as(what).isEmpty());
    }

    @Test
    void keysAreFoundByTheServersMetadata() {
        Callers callers = callers(true, null, payroll(Credentials.NONE, false));

        assertThat(verify(callers, rig.signed(rig.claims().build()))).isPresent();
        assertThat(rig.asked).contains("/.well-known/oauth-authorization-server/as");
    }

    @Test
    @Requirement("FAPI-1")
    void aBoundTokenIsWorthNothingWithoutItsCertificate() throws Exception {
        ClientCertificate its = certificate("CN=its");
        ClientCertificate another = certificate("CN=another");
        Callers callers = callers(payroll(Credentials.NONE, true));
        String bound = rig.signed(
                rig.claims().claim("cnf", Map.of("x5t#S256", its.thumbprint())).build());

        assertThat(callers.byToken(bound, its).join()).isPresent();
        assertThat(callers.byToken(bound, another).join()).isEmpty();
        assertThat(callers.byToken(bound, null).join()).isEmpty();
        assertThat(callers.byToken(rig.signed(rig.claims().build()), its).join())
                .as("an unbound one, of a receiver that must have bound ones")
                .isEmpty();
    }

    @Test
    void anSvidOfATrustedDomainIsItsReceiver(@TempDir Path folder) throws Exception {
        X509Bundle acme = authority("CN=acme");
        X509Bundle other = authority("CN=other");
        Path acmeBundle = Files.writeString(folder.resolve("acme.pem"), acme.getCertificatePEM());
        Path otherBundle = Files.writeString(folder.resolve("other.pem"), other.getCertificatePEM());
        Receivers receivers = new Receivers(List.of(payroll(
                new Credentials(null, null, null, URI.create("spiffe://acme.example/payroll"), Map.of()), false)));
        Callers callers = callers(
                false,
                null,
                receivers,
                new TrustDomains(
                        Map.of("acme.example", acmeBundle, "other.example", otherBundle), rig.watch, Instant::now));

        assertThat(callers.byCertificate(svid(acme, "spiffe://acme.example/payroll"))
                        .orElseThrow()
                        .receiver()
                        .clientId())
                .isEqualTo("payroll");
        assertThat(callers.byCertificate(svid(other, "spiffe://acme.example/payroll")))
                .as("another domain's authority does not speak for it")
                .isEmpty();
        assertThat(callers.byCertificate(svid(acme, "spiffe://acme.example/other")))
                .as("no receiver")
                .isEmpty();
        assertThat(callers.byCertificate(svid(acme, "spiffe://third.example/payroll")))
                .isEmpty();
        assertThat(callers.byCertificate(certificate("CN=payroll"))).isEmpty();
    }

    private static JWSHeader.Builder rs256() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256);
    }

    private String hmac(JWTClaimsSet claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID("rsa")
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                claims);
        jwt.sign(new MACSigner(rig.rsa.toPublicJWK().toJSONString().getBytes(UTF_8)));
        return jwt.serialize();
    }

    private static X509Bundle authority(String name) throws Exception {
        return new CertificateBuilder()
                .ecp256()
                .subject(name)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static ClientCertificate svid(X509Bundle authority, String id) throws Exception {
        return new ClientCertificate(List.of(new CertificateBuilder()
                .ecp256()
                .subject("CN=workload")
                .addSanUriName(id)
                .buildIssuedBy(authority)
                .getCertificate()));
    }

    private static ClientCertificate certificate(String name) throws Exception {
        return new ClientCertificate(List.of(new CertificateBuilder()
                .ecp256()
                .subject(name)
                .setIsCertificateAuthority(true)
                .buildSelfSigned()
                .getCertificate()));
    }
}
