// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalIdTest {
    private static final CanonicalId ADA = new CanonicalId("acme", PrincipalKind.USER, "u-1");

    @Test
    void itsTextIsReadBack() {
        assertThat(CanonicalId.parse("acme|USER|u-1")).isEqualTo(ADA).hasSameHashCodeAs(ADA);
        assertThat(ADA.text()).isEqualTo("acme|USER|u-1");
    }

    @Test
    void eachOfItsPartsTellsItApart() {
        assertThat(ADA)
                .isNotEqualTo(new CanonicalId("other", PrincipalKind.USER, "u-1"))
                .isNotEqualTo(new CanonicalId("acme", PrincipalKind.DEVICE, "u-1"))
                .isNotEqualTo(new CanonicalId("acme", PrincipalKind.USER, "u-2"))
                .isNotEqualTo("acme|USER|u-1");
    }

    @ParameterizedTest
    @CsvSource({"acme, 1", "acme|USER, 2", "acme|USER|u|1, 4", "'', 1"})
    void anotherNumberOfPartsIsNamed(String text, int parts) {
        assertThatThrownBy(() -> CanonicalId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has " + parts + " parts, expected tenant|KIND|id");
    }
}
