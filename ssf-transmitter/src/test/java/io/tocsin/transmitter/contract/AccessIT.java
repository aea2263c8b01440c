// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.pkitesting.X509Bundle;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.receiver.CertificateName;
import io.tocsin.schemas.receiver.Credentials;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.transmitter.client.ReceiverRegistry;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.rig.RigCase;
import io.tocsin.transmitter.rig.Tokens;
import io.tocsin.transmitter.rig.TransmitterRig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Receivers that come and go while the transmitter runs, and every way for them to prove who they are. */
class AccessIT extends RigCase {
    private static final String STREAMS = TransmitterRig.PATH + "/ssf/streams";
    private static final String TOKEN = TransmitterRig.PATH + "/oauth/token";

    private ReceiverRegistry registry() {
        return rig.receivers();
    }

    private static ReceiverRegistration receiver(String clientId) {
        return ReceiverRegistration.of(clientId, "tenant-alpha");
    }

    @Test
    @Requirement({"IOP-2.7.1-1", "SSF-8-3"})
    void aReceiverIsAddedWhileTheTransmitterRunsAndOutlivesARestart() {
        Secret secret = registry().add(receiver("added")).join().orElseThrow();
        String token = token("added", secret.reveal());
        assertThat(rig.post(token, STREAMS, "{}").status()).isEqualTo(201);
        assertThat(registry().list()).extracting(ReceiverRegistration::clientId).contains("added", "alpha", "beta");
        assertThat(registry().list().toString()).as("nothing of the secret").doesNotContain("argon2");

        rig.restart();

        assertThat(rig.get(token("added", secret.reveal()), STREAMS).json()).hasSize(1);
        assertThat(rig.get(token, STREAMS).status()).isEqualTo(200);
    }

    @Test
    void aRemovalThatWasBegunIsFinishedAfterACrash() {
        Secret secret = registry().add(receiver("leaver")).join().orElseThrow();
        rig.post(token("leaver", secret.reveal()), STREAMS, "{}");
        ReceiverRegistration registered = registry().list().stream()
                .filter(receiver -> receiver.clientId().equals("leaver"))
                .findFirst()
                .orElseThrow();

        // the process ended right after the first thing that a removal writes
        rig.restart(() -> rig.write(Topics.RECEIVERS, "leaver", registered.leaving(Instant.now())));

        assertThat(tokenResponse("leaver", secret.reveal()).status()).isEqualTo(401);
        await().untilAsserted(() -> assertThat(
                        rig.transmitter().operations().streams().count("leaver"))
                .isZero());
        assertThat(registry().list()).extracting(ReceiverRegistration::clientId).doesNotContain("leaver");
    }

    @Test
    void aClientIdIsGivenOnceAndTheConfigurationsAreNotTouched() {
        registry().add(receiver("once")).join();

        assertThatThrownBy(() -> registry().add(receiver("once")).join())
                .hasCauseInstanceOf(RejectedException.class)
                .hasMessageContaining("Conflict");
        assertThatThrownBy(() -> registry().add(receiver("alpha")).join()).hasMessageContaining("Conflict");
        assertThatThrownBy(() -> registry().remove("alpha").join()).hasMessageContaining("Conflict");
        assertThatThrownBy(() -> registry().rotateSecret("alpha", Duration.ZERO).join())
                .hasMessageContaining("Conflict");
        assertThatThrownBy(() ->
                        registry().rotateSecret("never-added", Duration.ZERO).join())
                .hasMessageContaining("NotFound");
        assertThatThrownBy(() -> registry()
                        .add(ReceiverRegistration.of("lost", "tenant-nobody-serves"))
                        .join())
                .hasMessageContaining("no issuer");
    }

    @Test
    @Requirement({"A-39", "IOP-2.7.2-2"})
    void aRotatedSecretLeavesTheFormerOneGoodForAWhileAndNoToken() {
        String first = registry().add(receiver("rotated")).join().orElseThrow().reveal();
        String before = token("rotated", first);
        assertThat(rig.get(before, STREAMS).status()).isEqualTo(200);

        String second =
                registry().rotateSecret("rotated", Duration.ofHours(24)).join().reveal();

        assertThat(rig.get(before, STREAMS).status()).isEqualTo(401);
        assertThat(rig.get(token("rotated", first), STREAMS).status()).isEqualTo(200);
        assertThat(rig.get(token("rotated", second), STREAMS).status()).isEqualTo(200);

        String third = registry().rotateSecret("rotated", Duration.ZERO).join().reveal();

        assertThat(tokenResponse("rotated", first).status()).isEqualTo(401);
        assertThat(tokenResponse("rotated", second).status()).isEqualTo(401);
        assertThat(rig.get(token("rotated", third), STREAMS).status()).isEqualTo(200);
    }

    @Test
    @Requirement({"A-39", "IOP-2.7.2-2", "IOP-2.7.2-3"})
    void aRemovedReceiverIsNobodyAtOnceAndItsStreamsAreGone() {
        String secret = registry().add(receiver("removed")).join().orElseThrow().reveal();
        String token = token("removed", secret);
        rig.post(token, STREAMS, "{}");

        registry().remove("removed").join();

        assertThat(rig.get(token, STREAMS).status()).isEqualTo(401);
        assertThat(tokenResponse("removed", secret).status()).isEqualTo(401);
        String again = registry().add(receiver("removed")).join().orElseThrow().reveal();
        assertThat(rig.get(token, STREAMS).status())
                .as("who comes after it does not inherit its tokens")
                .isEqualTo(401);
        assertThat(rig.get(token("removed", again), STREAMS).json()).isEmpty();
    }

    @Test
    @Requirement("A-39")
    void anOperatorRevokesTokensOneOrAll() {
        String secret = registry().add(receiver("revoked")).join().orElseThrow().reveal();
        String one = token("revoked", secret);
        String other = token("revoked", secret);

        registry()
                .revokeToken("revoked", Tokens.claim(one, "jti"), Instant.now().plusSeconds(600))
                .join();
        assertThat(rig.get(one, STREAMS).status()).isEqualTo(401);
        assertThat(rig.get(other, STREAMS).status()).isEqualTo(200);

        registry().revokeTokens("revoked").join();
        assertThat(rig.get(other, STREAMS).status()).isEqualTo(401);
        assertThat(rig.get(token("revoked", secret), STREAMS).status()).isEqualTo(200);
    }

    @Test
    @Requirement({"FAPI-1", "ASM-3-1"})
    void aCertificateGetsATokenThatIsWorthNothingWithoutIt() throws Exception {
        registry()
                .add(receiver("certified")
                        .with(new Credentials(
                                null,
                                null,
                                new CertificateName(CertificateName.Kind.SAN_DNS, "certified.example"),
                                null,
                                Map.of())))
                .join();
        X509Bundle own = rig.tls.client("certified.example", null);
        X509Bundle another = rig.tls.client("another.example", null);
        String form = "grant_type=client_credentials&client_id=certified";

        TransmitterRig.Response granted = form(form, own);
        assertThat(granted.status()).isEqualTo(200);
        assertThat(form(form, another).status()).isEqualTo(401);
        assertThat(form(form, null).status()).isEqualTo(401);

        String token = granted.json().path("access_token").asText();
        assertThat(get(token, own).status()).isEqualTo(200);
        assertThat(get(token, another).status()).isEqualTo(401);
        assertThat(get(token, null).status()).isEqualTo(401);
        JsonNode metadata = rig.get(null, "/.well-known/oauth-authorization-server" + TransmitterRig.PATH)
                .json();
        assertThat(metadata.path("tls_client_certificate_bound_access_tokens").asBoolean())
                .isTrue();
        assertThat(metadata.path("token_endpoint_auth_methods_supported"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "client_secret_basic",
                        "client_secret_post",
                        "private_key_jwt",
                        "tls_client_auth",
                        "self_signed_tls_client_auth");
        assertThat(metadata.path("token_endpoint_auth_signing_alg_values_supported"))
                .extracting(JsonNode::asText)
                .containsExactly("ES256", "PS256", "RS256");
        assertThat(metadata).noneMatch(member -> member.isArray() && member.isEmpty());
    }

    @Test
    void anSvidStandsForAToken() throws Exception {
        registry()
                .add(receiver("workload")
                        .with(new Credentials(
                                null, null, null, URI.create("spiffe://acme.example/workload"), Map.of())))
                .join();

        X509Bundle svid = rig.tls.client("workload", "spiffe://acme.example/workload");
        assertThat(get(null, svid).status()).isEqualTo(200);
        assertThat(rig.send(rig.client(svid), HttpMethod.POST, null, STREAMS, Buffer.buffer("{}"), Map.of())
                        .status())
                .isEqualTo(201);
        assertThat(get(null, rig.tls.client("workload", "spiffe://acme.example/other"))
                        .status())
                .isEqualTo(401);
        assertThat(get("wrong", svid).status()).as("a bad token is a bad token").isEqualTo(401);
    }

    @Test
    @Requirement({"PRM-3-1", "PRM-5.1-1", "A-53", "BEAR-3-1", "BEAR-3.1-2"})
    void theChallengeLeadsToTheMetadataOfWhatIsProtected() {
        TransmitterRig.Response challenged = rig.get(null, STREAMS);

        String url = "https://tocsin.example/.well-known/oauth-protected-resource" + TransmitterRig.PATH;
        assertThat(challenged.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"ssf\", resource_metadata=\"" + url + "\"");
        JsonNode json = rig.get(null, URI.create(url).getPath()).json();
        assertThat(json.path("resource").asText()).isEqualTo(TransmitterRig.ISSUER);
        assertThat(json.path("authorization_servers").path(0).asText()).isEqualTo(TransmitterRig.ISSUER);
        assertThat(json.path("bearer_methods_supported"))
                .extracting(JsonNode::asText)
                .containsExactly("header");
        assertThat(json.path("scopes_supported"))
                .extracting(JsonNode::asText)
                .containsExactly("ssf.read", "ssf.manage");
        assertThat(json).noneMatch(member -> member.isArray() && member.isEmpty());
    }

    @Test
    @Requirement({"IOP-2.7.2-1", "BEAR-5-1", "A-40"})
    void aTokenInTheQueryIsNoToken() {
        for (String path : new String[] {STREAMS, TransmitterRig.PATH + "/ssf/poll/AAAAAAAAAAAAAAAAAAAAAA"}) {
            TransmitterRig.Response refused = rig.send(
                    HttpMethod.POST, null, path + "?access_token=alpha", Buffer.buffer("not even JSON"), Map.of());

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).doesNotContain("error=");
        }
    }

    private TransmitterRig.Response get(@Nullable String token, @Nullable X509Bundle own) {
        return rig.send(rig.client(own), HttpMethod.GET, token, STREAMS, null, Map.of());
    }

    private TransmitterRig.Response form(String body, @Nullable X509Bundle own) {
        return rig.send(
                rig.client(own),
                HttpMethod.POST,
                null,
                TOKEN,
                Buffer.buffer(body),
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    private TransmitterRig.Response tokenResponse(String clientId, String secret) {
        return form("grant_type=client_credentials&client_id=" + clientId + "&client_secret=" + secret, null);
    }

    private String token(String clientId, String secret) {
        return tokenResponse(clientId, secret).json().path("access_token").asText();
    }
}
