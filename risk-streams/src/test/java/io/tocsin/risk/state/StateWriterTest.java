// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateWriterTest {
    private static final int VERSION = 7;

    @ParameterizedTest
    @ValueSource(strings = {"", "ada", "Zoë", "日本", "a\u007fb", "\u0080", "🔔 rings", "plain and then ë"})
    void textIsReadAsItWasWrittenWhateverItsCharacters(String text) {
        StateWriter out = new StateWriter(VERSION);
        out.text(text);
        out.int64(-1);
        out.id(new CanonicalId("acme", PrincipalKind.USER, "x" + text));
        out.instant(Instant.ofEpochSecond(1, 5_000));

        StateReader in = new StateReader(out.toByteArray(), VERSION);

        assertThat(in.text()).isEqualTo(text);
        assertThat(in.int64()).isEqualTo(-1);
        assertThat(in.id()).isEqualTo(new CanonicalId("acme", PrincipalKind.USER, "x" + text));
        assertThat(in.instant()).isEqualTo(Instant.ofEpochSecond(1, 5_000));
    }

    @Test
    void anIdIsStoredAsItsText() {
        CanonicalId id = new CanonicalId("acmé", PrincipalKind.DEVICE, "d-1");
        StateWriter asId = new StateWriter(VERSION);
        asId.id(id);
        StateWriter asBlob = new StateWriter(VERSION);
        asBlob.blob(id.text().getBytes(UTF_8));

        assertThat(asId.toByteArray()).isEqualTo(asBlob.toByteArray());
    }

    @Test
    void whatWasWrittenStaysWhenTheThreadWritesOn() {
        StateWriter first = new StateWriter(VERSION);
        first.text("first");
        StateWriter within = new StateWriter(VERSION);
        within.text("x".repeat(1_000_000));
        byte[] large = within.toByteArray();
        first.text("goes on");
        byte[] written = first.toByteArray();
        StateWriter next = new StateWriter(VERSION);
        next.text("other");
        next.toByteArray();

        StateReader in = new StateReader(written, VERSION);
        assertThat(List.of(in.text(), in.text())).containsExactly("first", "goes on");
        assertThat(new StateReader(large, VERSION).text()).hasSize(1_000_000);
    }

    @Test
    void bytesOfAnotherVersionAreRefused() {
        byte[] written = new StateWriter(VERSION).toByteArray();

        assertThatThrownBy(() -> new StateReader(written, VERSION + 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("format 7, this version reads 8");
    }
}
