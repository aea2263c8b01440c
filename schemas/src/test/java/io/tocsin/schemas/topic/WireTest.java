// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.risk.IdentityLink;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Strength;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WireTest {
    @Test
    void aValueComesBackAsItWas() {
        try (Wire wire = Wire.open(Map.of())) {
            var link = new IdentityLink(
                    new Identifier(IdentifierKind.USER_EMAIL, "", "a@example.org", Strength.MEDIUM),
                    new CanonicalId("acme", PrincipalKind.USER, "u1"),
                    null,
                    "s1",
                    Instant.parse("2026-01-02T03:04:05.123456Z"));
            var serde = wire.values(Topics.IDENTITY_LINKS);
            byte[] bytes = serde.serializer().serialize("identity-links", link);
            assertThat(bytes[0]).isZero();
            assertThat(serde.deserializer().deserialize("identity-links", bytes))
                    .isEqualTo(link);
        }
    }
}
