// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.transmitter.rig.RigCase;
import io.tocsin.transmitter.rig.TransmitterRig;
import java.text.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody may read without showing who they are. */
class MetadataIT extends RigCase {
    private static final String P = TransmitterRig.PATH;

    @Test
    @Requirement({
        "SSF-7.1-1",
        "SSF-7.1-2",
        "SSF-7.1-3",
        "SSF-7.1-4",
        "SSF-7.1-5",
        "SSF-7.1-7",
        "SSF-7.1-8",
        "SSF-7.2-1",
        "SSF-7.2.3-1",
        "SSF-7.2.3-2",
        "IOP-2.3.1-1",
        "IOP-2.3.2-1",
        "IOP-2.3.7-1"
    })
    void metadataIsWhereTheIssuerPathIsInserted() {
        TransmitterRig.Response metadata = rig.get(null, "/.well-known/ssf-configuration" + P);

        assertThat(metadata.status()).isEqualTo(200);
        assertThat(metadata.header("Content-Type")).isEqualTo("application/json");
        JsonNode json = metadata.json();
        assertThat(json.path("issuer").asText()).isEqualTo(TransmitterRig.ISSUER);
        assertThat(json.path("spec_version").asText()).isEqualTo("1_0");
        assertThat(json.path("jwks_uri").asText()).isEqualTo(TransmitterRig.ISSUER + "/jwks.json");
        assertThat(json.path("delivery_methods_supported"))
                .extracting(JsonNode::asText)
                .containsExactly("urn:ietf:rfc:8935", "urn:ietf:rfc:8936");
        assertThat(json.path("authorization_schemes").path(0).path("spec_urn").asText())
                .isEqualTo("urn:ietf:rfc:6749");
        assertThat(json.path("default_subjects").asText()).isEqualTo("ALL");
        assertThat(json.path("add_subject_endpoint").asText()).isEqualTo(TransmitterRig.ISSUER + "/ssf/subjects:add");
        assertThat(json.path("remove_subject_endpoint").asText())
                .isEqualTo(TransmitterRig.ISSUER + "/ssf/subjects:remove");
        assertThat(json.has("critical_subject_members")).isFalse();
        assertThat(json).noneMatch(member -> member.isArray() && member.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/ssf-configuration",
                "/.well-known/ssf-configuration/t/other",
                TransmitterRig.PATH + "/.well-known/ssf-configuration",
                "/.well-known/risc-configuration/t/acme",
                TransmitterRig.PATH + "/ssf/subjects",
                "/"
            })
    @Requirement("SSF-7.2.2-1")
    void whatIsNotThereIs404(String path) {
        assertThat(rig.get("alpha", path).status()).isEqualTo(404);
    }

    @Test
    @Requirement({"SSF-7.1-3", "IOP-2.3.3-1", "IOP-2.6-1"})
    void keysArePublishedWithoutTheirPrivateParts() throws ParseException {
        TransmitterRig.Response keys = rig.get(null, P + "/jwks.json");

        assertThat(keys.status()).isEqualTo(200);
        assertThat(keys.header("Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(JWKSet.parse(keys.body()).getKeys()).singleElement().satisfies(key -> {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.getKeyID()).isNotBlank();
            assertThat(key.size()).isGreaterThanOrEqualTo(2048);
            assertThat(key.getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        });
    }

    @Test
    @Requirement({"ASM-3-1", "IOP-2.7.1-2"})
    void authorizationServerMetadataNamesTheTokenEndpoint() {
        JsonNode json =
                rig.get(null, "/.well-known/oauth-authorization-server" + P).json();

        assertThat(json.path("issuer").asText()).isEqualTo(TransmitterRig.ISSUER);
        assertThat(json.path("token_endpoint").asText()).isEqualTo(TransmitterRig.ISSUER + "/oauth/token");
    }
}
