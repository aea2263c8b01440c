// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ServedTest {
    private final Served served = new Served(Set.of("risk"));

    @Test
    void aRoleThatIsBeingStartedIsToBeAskedAgainAndOneThatTheHubHasNotElsewhere() {
        Refusal later = catchThrowableOfType(Refusal.class, () -> served.running(Stage.RISK));
        assertThat(later.status()).isEqualTo(503);
        assertThat(later).hasMessage("role risk is being started");
        Refusal never = catchThrowableOfType(Refusal.class, () -> served.running(Stage.ACTIONS));
        assertThat(never.status()).isEqualTo(404);
        assertThat(never)
                .hasMessage("this hub does not have role actions: expected one whose configuration has that section");
    }
}
