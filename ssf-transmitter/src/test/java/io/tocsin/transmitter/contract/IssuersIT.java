// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.transmitter.rig.RigCase;
import io.tocsin.transmitter.rig.TransmitterRig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several issuers in one process, on one host; one's path begins with the other's. */
class IssuersIT extends RigCase {
    private static final String ONE = TransmitterRig.PATH;
    private static final String OTHER = TransmitterRig.OTHER_PATH;

    @BeforeEach
    void noStreams() {
        rig.deleteAll("alpha");
    }

    @Test
    @Requirement({"SSF-7.2-1", "SSF-7.2.1-1", "SSF-7.1-5", "ASM-3-1"})
    void eachHasMetadataOfItsOwn() {
        for (Map.Entry<String, String> issuer : Map.of(TransmitterRig.ISSUER, ONE, TransmitterRig.OTHER_ISSUER, OTHER)
                .entrySet()) {
            JsonNode ssf = rig.get(null, "/.well-known/ssf-configuration" + issuer.getValue())
                    .json();
            assertThat(ssf.path("issuer").asText()).isEqualTo(issuer.getKey());
            for (String endpoint :
                    new String[] {"configuration_endpoint", "status_endpoint", "verification_endpoint"}) {
                assertThat(ssf.path(endpoint).asText()).startsWith(issuer.getKey() + "/ssf/");
            }
            JsonNode oauth = rig.get(null, "/.well-known/oauth-authorization-server" + issuer.getValue())
                    .json();
            assertThat(oauth.path("token_endpoint").asText()).isEqualTo(issuer.getKey() + "/oauth/token");
            assertThat(rig.get(null, issuer.getValue() + "/jwks.json").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/ssf-configuration/t/nobody",
                "/.well-known/ssf-configuration/t/acme/",
                "/t/nobody/ssf/streams",
                "/t/acme/sub/sub/ssf/streams",
                "/t/acme/ssf/streams/",
                "/t/acme/ssf/streams/x",
                "/t/acme/ssf/poll",
                "/t/acme/ssf/poll/x/y",
                "/t/acme/SSF/streams"
            })
    @Requirement("SSF-7.2-1")
    void anUnknownPathIs404(String path) {
        assertThat(rig.get("alpha", path).status()).isEqualTo(404);
    }

    @Test
    @Requirement({"AT-4-1", "SSF-8.1-1"})
    void aTokenOfOneIsNobodysAtTheOther() {
        String token = token(ONE, "alpha");

        assertThat(rig.get(token, ONE + "/ssf/streams").status()).isEqualTo(200);
        assertThat(rig.get(token, OTHER + "/ssf/streams").status()).isEqualTo(401);
        assertThat(rig.get("alpha", OTHER + "/ssf/streams").status()).isEqualTo(401);
        assertThat(rig.get("delta", ONE + "/ssf/streams").status()).isEqualTo(401);
    }

    @Test
    void aReceiverGetsTokensAtTheIssuerOfItsTenantOnly() {
        assertThat(tokenRequest(OTHER, "delta").status()).isEqualTo(200);
        assertThat(tokenRequest(ONE, "delta").status()).isEqualTo(401);
    }

    @Test
    @Requirement({"SSF-8.1.1-2", "SEC-5", "SSF-7.1-1"})
    void streamsAndTheirSetsNameTheIssuerTheyBelongTo() throws Exception {
        JsonNode stream = rig.post("delta", OTHER + "/ssf/streams", "{}").json();
        String id = stream.path("stream_id").asText();
        assertThat(stream.path("iss").asText()).isEqualTo(TransmitterRig.OTHER_ISSUER);
        assertThat(stream.path("delivery").path("endpoint_url").asText())
                .isEqualTo(TransmitterRig.OTHER_ISSUER + "/ssf/poll/" + id);

        rig.post("delta", OTHER + "/ssf/verify", "{\"stream_id\":\"" + id + "\"}");
        JsonNode sets =
                rig.post("delta", OTHER + "/ssf/poll/" + id, "{}").json().path("sets");

        String set = sets.elements().next().asText();
        assertThat(com.nimbusds.jwt.SignedJWT.parse(set).getJWTClaimsSet().getIssuer())
                .isEqualTo(TransmitterRig.OTHER_ISSUER);
        assertThat(rig.post("alpha", ONE + "/ssf/poll/" + id, "{}").status()).isEqualTo(404);
        assertThat(rig.post("delta", ONE + "/ssf/poll/" + id, "{}").status()).isEqualTo(401);
    }

    private String token(String path, String client) {
        return tokenRequest(path, client).json().path("access_token").asText();
    }

    private TransmitterRig.Response tokenRequest(String path, String client) {
        return rig.send(
                HttpMethod.POST,
                null,
                path + "/oauth/token",
                Buffer.buffer(
                        "grant_type=client_credentials&client_id=" + client + "&client_secret=" + client + "-secret"),
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }
}
