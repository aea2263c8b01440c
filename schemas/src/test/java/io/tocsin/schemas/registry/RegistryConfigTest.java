// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryConfigTest {
    @Test
    void theEmbeddedRegistryIsTheDefault() {
        assertThat(RegistryConfig.of(Map.of()))
                .isEqualTo(RegistryConfig.of(Map.of("schema.registry.url", "embedded:")))
                .isEqualTo(new RegistryConfig(List.of(), true, null, null));
    }

    @Test
    void severalNodesAreSeparatedByCommas() {
        var config = RegistryConfig.of(
                Map.of("schema.registry.url", "https://a:8081/, https://b/apis/ccompat/v7", "bootstrap.servers", "x"));
        assertThat(config.urls())
                .containsExactly(URI.create("https://a:8081"), URI.create("https://b/apis/ccompat/v7"));
    }

    @Test
    void credentialsMayBeGivenUnderTheLongNamesAndDoNotPrintThemselves() {
        var config = RegistryConfig.of(Map.of(
                "schema.registry.url", "https://a",
                "schema.registry.basic.auth.credentials.source", "USER_INFO",
                "schema.registry.basic.auth.user.info", "hub:pass"));
        assertThat(config.authorization().reveal()).isEqualTo("Basic aHViOnBhc3M=");
        assertThat(config.toString()).doesNotContain("aHViOnBhc3M=");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    schema.registry.urll            | x           | schema.registry.urll is not a known setting, expected one of auto.register.schemas,
                    schema.registry.ssl.protocol    | x           | schema.registry.ssl.protocol is not a known setting
                    basic.auth.userinfo             | x           | basic.auth.userinfo is not a known setting
                    bearer.auth.issuer              | x           | bearer.auth.issuer is not a known setting
                    auto.register.schemas           | yes         | auto.register.schemas is "yes", expected true or false
                    schema.registry.url             | ftp://a     | schema.registry.url has an entry that is neither an http(s) URL nor "embedded:"
                    schema.registry.url             | a:8081      | schema.registry.url has an entry that is neither
                    schema.registry.url             | embedded:,https://a | schema.registry.url names the embedded registry and others, expected one or the other
                    basic.auth.credentials.source   | SASL_INHERIT | basic.auth.credentials.source is "SASL_INHERIT", expected one of URL, USER_INFO
                    basic.auth.user.info            | hub         | basic.auth.user.info has no colon, expected user:password
                    """)
    void aSettingThatIsNotUnderstoodStopsTheStart(String key, String value, String message) {
        assertThatThrownBy(() -> RegistryConfig.of(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aTrustStoreThatCannotBeReadStopsTheStart() {
        assertThatThrownBy(() -> RegistryConfig.of(Map.of(
                        "schema.registry.url", "https://a",
                        "schema.registry.ssl.truststore.type", "PEM",
                        "schema.registry.ssl.truststore.certificates", "no certificate")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("schema.registry.ssl: ");
    }

    @Test
    void kafkasOwnTlsSettingsAreNotTheRegistrys() {
        assertThat(RegistryConfig.of(Map.of("ssl.truststore.location", "/nowhere"))
                        .tls())
                .isNull();
    }

    @Test
    void twoKindsOfCredentialsAreOneTooMany() {
        assertThatThrownBy(() -> RegistryConfig.of(Map.of(
                        "schema.registry.url", "https://a", "bearer.auth.token", "t", "basic.auth.user.info", "a:b")))
                .hasMessageContaining("are both given");
    }
}
