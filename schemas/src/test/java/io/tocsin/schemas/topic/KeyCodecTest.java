// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.TenantShard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCodecTest {
    @Test
    void keysAreTextThatEveryToolCanRead() {
        assertThat(KeyCodec.TENANT_SHARD.write(new TenantShard("acme", 3))).isEqualTo("acme|3");
        assertThat(KeyCodec.CANONICAL_ID.write(new CanonicalId("acme", PrincipalKind.DEVICE, "d-1")))
                .isEqualTo("acme|DEVICE|d-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "acme", "acme|", "acme|x", "acme|-1", "|1", "a|b|1"})
    void aTextThatIsNoTenantShardIsRefused(String text) {
        assertThatThrownBy(() -> KeyCodec.TENANT_SHARD.read(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("key: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "acme|USER", "acme|ROBOT|1", "acme|USER|", "acme|USER|1|2"})
    void aTextThatIsNoCanonicalIdIsRefused(String text) {
        assertThatThrownBy(() -> KeyCodec.CANONICAL_ID.read(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("key: ");
    }
}
