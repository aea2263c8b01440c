// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ContributionTest {
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void pointsHalveWithEveryHalfLife() {
        Contribution contribution = contribution(80, Duration.ofHours(1));
        assertThat(contribution.valueAt(SINCE.minusSeconds(1))).isEqualTo(80);
        assertThat(contribution.valueAt(SINCE)).isEqualTo(80);
        assertThat(contribution.valueAt(SINCE.plus(Duration.ofHours(1)))).isCloseTo(40, within(1e-9));
        assertThat(contribution.valueAt(SINCE.plus(Duration.ofHours(3)))).isCloseTo(10, within(1e-9));
    }

    @Test
    void withoutAHalfLifePointsStay() {
        assertThat(contribution(80, null).valueAt(SINCE.plus(Duration.ofDays(9999))))
                .isEqualTo(80);
    }

    @Test
    void aHalfLifeIsAtLeastAMillisecondAndPointsAreFrom0To100() {
        assertThatThrownBy(() -> contribution(1, Duration.ofNanos(999_999)))
                .hasMessage("half-life of rule r is PT0S, expected at least 1 ms");
        assertThatThrownBy(() -> contribution(100.1, null)).hasMessageContaining("expected 0 to 100");
        assertThatThrownBy(() -> contribution(Double.NaN, null)).hasMessageContaining("expected 0 to 100");
    }

    private static Contribution contribution(double weight, Duration halfLife) {
        return new Contribution("r", "s", new CanonicalId("acme", PrincipalKind.USER, "u"), weight, halfLife, SINCE);
    }
}
