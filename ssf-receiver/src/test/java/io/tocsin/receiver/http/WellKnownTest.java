// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.conformance.Requirement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WellKnownTest {
    @ParameterizedTest
    @CsvSource({
        "https://h.example, https://h.example/.well-known/ssf-configuration",
        "https://h.example/, https://h.example/.well-known/ssf-configuration",
        "https://h.example/t/1, https://h.example/.well-known/ssf-configuration/t/1",
        "https://h.example:8443/t/1/, https://h.example:8443/.well-known/ssf-configuration/t/1",
        "https://h.example/a%2Fb, https://h.example/.well-known/ssf-configuration/a%2Fb"
    })
    @Requirement({"SSF-7.2.1-1"})
    void theNameGoesBetweenHostAndPath(String issuer, String location) {
        assertThat(WellKnown.location("ssf-configuration", issuer)).hasToString(location);
    }
}
