// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SignalIdTest {
    @Test
    void theSameStatementHasTheSameIdInEveryVersionOfTheProgram() {
        assertThat(SignalId.derive("acme", "okta", "system-log", "e1", SignalType.SESSION_ENDED, 0))
                .isEqualTo("b7ed7d9372fb7b323085a7eb8beb74cef904737f765bff746e55de5f4a070303");
    }

    @Test
    void partsDoNotRunIntoEachOther() {
        assertThat(Set.of(
                        SignalId.derive("a", "bc", "d", "e", SignalType.UNKNOWN, 0),
                        SignalId.derive("ab", "c", "d", "e", SignalType.UNKNOWN, 0),
                        SignalId.derive("a", "bc", "de", "", SignalType.UNKNOWN, 0),
                        SignalId.derive("a", "bc", "d", "e", SignalType.UNKNOWN, 1)))
                .hasSize(4);
    }
}
