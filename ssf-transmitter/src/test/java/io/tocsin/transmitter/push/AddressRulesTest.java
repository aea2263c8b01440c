// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
    private final AddressRules rules = new AddressRules(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "127.8.8.8",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "64:ff9b::a00:1",
                "2002:7f00:1::",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "ff02::1"
            })
    void whatOnlyWeCanReachIsForbidden(String address) throws UnknownHostException {
        assertThat(rules.allows(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "172.32.0.1", "192.169.0.1", "2606:4700::1111", "2a00:1450::1"})
    void publicAddressesAreAllowed(String address) throws UnknownHostException {
        assertThat(rules.allows(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.255.0.1", "::ffff:127.0.0.1", "fd00::1"})
    void theOperatorMayAllowMore(String address) throws UnknownHostException {
        AddressRules lenient = new AddressRules(List.of("127.0.0.0/8", "fd00::/16"));

        assertThat(lenient.allows(InetAddress.getByName(address))).isTrue();
        assertThat(lenient.allows(InetAddress.getByName("10.0.0.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "example.org/8", "localhost", "", "10.0.0.0/x", "fd00::/129"})
    void whatIsNoRangeIsRefused(String text) {
        assertThatThrownBy(() -> new AddressRules(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected CIDR notation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/in",
                "https://10.0.0.1:8443/",
                "https://[::1]/",
                "https://[fe80::1]/",
                "https://169.254.169.254/latest"
            })
    void literalAddressesAreJudgedBeforeConnecting(String url) {
        assertThat(rules.forbids(URI.create(url))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://localhost/in", "https://1.1.1.1/", "https://rx.example/in"})
    void namesAreJudgedOnlyWhenConnecting(String url) {
        assertThat(rules.forbids(URI.create(url))).isFalse();
    }
}
