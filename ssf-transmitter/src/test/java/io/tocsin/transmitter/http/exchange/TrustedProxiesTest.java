// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
    private final TrustedProxies proxies = new TrustedProxies(List.of("10.0.0.0/8", "fd00::/8"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            198.51.100.7 | -                                      | 198.51.100.7
            198.51.100.7 | 203.0.113.9                            | 198.51.100.7
            10.0.0.1     | -                                      | 10.0.0.1
            10.0.0.1     | 203.0.113.9                            | 203.0.113.9
            10.0.0.1     | 1.1.1.1, 203.0.113.9                   | 203.0.113.9
            10.0.0.1     | 1.1.1.1, 203.0.113.9, 10.0.0.2         | 203.0.113.9
            10.0.0.1     | 10.0.0.3, 10.0.0.2                     | 10.0.0.3
            10.0.0.1     | 203.0.113.9:4711                       | 203.0.113.9
            10.0.0.1     | [2001:db8::7]:4711                     | 2001:db8:0:0:0:0:0:7
            fd00:0:0:0:0:0:0:1 | 2001:db8::7                      | 2001:db8:0:0:0:0:0:7
            10.0.0.1     | 203.0.113.9, unknown                   | 10.0.0.1
            10.0.0.1     | 203.0.113.9, localhost                 | 10.0.0.1
            10.0.0.1     | 203.0.113.9,                           | 10.0.0.1
            """)
    void theLastHopThatIsNoneOfOurProxiesCounts(String peer, String header, String origin) {
        assertThat(proxies.origin(peer, header == null ? List.of() : List.of(header)))
                .isEqualTo(origin);
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(proxies.origin("10.0.0.1", Arrays.asList("1.1.1.1", "203.0.113.9, 10.0.0.9")))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void withoutProxiesNobodysWordIsTaken() {
        assertThat(TrustedProxies.NONE.origin("10.0.0.1", List.of("203.0.113.9")))
                .isEqualTo("10.0.0.1");
    }

    @Test
    void whatIsNoRangeIsRefused() {
        assertThatThrownBy(() -> new TrustedProxies(List.of("proxy.acme.example")))
                .hasMessageContaining("CIDR");
    }
}
