// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"a\":1,\"a\":2}", "{} {}", "secret", "{\"a\":secret}", "NaN", "{'a':1}"})
    void anythingButOneValueIsRefusedWithoutShowingIt(String text) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("JSON: found ")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> Json.parse(text.getBytes(UTF_8))).isInstanceOf(MalformedException.class);
    }

    @Test
    void depthIsBounded() {
        String deep = "[".repeat(Json.MAX_DEPTH + 1) + "]".repeat(Json.MAX_DEPTH + 1);
        assertThatThrownBy(() -> Json.parse(deep)).isInstanceOf(MalformedException.class);
        assertThat(Json.parse(deep.substring(1, deep.length() - 1)).isArray()).isTrue();
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThatThrownBy(() -> Json.parse(new byte[] {'"', (byte) 0xff, '"'})).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.10", "123456789012345678901234567890", "3.141592653589793238462643383279"})
    void numbersKeepEveryDigit(String number) {
        assertThat(Json.write(Json.parse(number))).isEqualTo(number);
    }
}
