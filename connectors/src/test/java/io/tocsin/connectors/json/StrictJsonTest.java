// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictJsonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"a\":2} | a key given twice",
                "{\"a\":{\"b\":1,\"b\":1}} | a key given twice",
                "{\"a\":1} {} | more behind the end",
                "{\"a\":1}] | not JSON",
                "{'a':1} | not JSON",
                "{\"a\":01} | not JSON",
                "{\"a\":NaN} | not JSON",
                "{\"a\":1,} | not JSON",
                "{\"a\":1 // c | not JSON",
                "alice@acme.example | not JSON",
                "'' | found nothing",
            })
    void whatIsNotStrictlyJsonIsRefusedWithoutRepeatingIt(String text, String message) {
        assertThatThrownBy(() -> StrictJson.parse(text.getBytes(UTF_8)))
                .isInstanceOf(UnexpectedJsonException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("alice");
    }

    @Test
    void onlyUtf8IsRead() {
        assertThatThrownBy(() -> StrictJson.parse(new byte[] {'"', (byte) 0xe9, '"'}))
                .hasMessage("byte 1: found a byte sequence that is not UTF-8, expected UTF-8");
        assertThatThrownBy(() -> StrictJson.parse("{\"a\":1}".getBytes(UTF_16)))
                .isInstanceOf(UnexpectedJsonException.class);
        byte[] late = ("\"" + "é".repeat(20_000) + "\"").getBytes(UTF_8);
        assertThat(StrictJson.parse(late).textValue()).hasSize(20_000);
        late[30_001] = (byte) 0xff;
        assertThatThrownBy(() -> StrictJson.parse(late)).hasMessageContaining("not UTF-8");
    }

    @Test
    void depthIsBounded() {
        assertThat(StrictJson.parse(nested(64))).isNotNull();
        assertThatThrownBy(() -> StrictJson.parse(nested(65))).hasMessageContaining("64 levels");
        assertThatThrownBy(() -> StrictJson.parse(nested(200_000))).hasMessageContaining("64 levels");
    }

    @Test
    void anElementIsCutOutAsItWasSent() {
        byte[] body = "{\"x\":[[{}],2], \"data\" : {\"events\":[ {\"é\" : [1,2]} ,7.50,\"a\\\"]\", null,[ ] ]},\"y\":1}"
                .getBytes(UTF_8);
        JsonPointer events = JsonPointer.compile("/data/events");
        assertThat(IntStream.range(0, 5).mapToObj(i -> new String(RecordBytes.element(body, events, i), UTF_8)))
                .containsExactly("{\"é\" : [1,2]}", "7.50", "\"a\\\"]\"", "null", "[ ]");
        assertThat(new String(RecordBytes.element(body, JsonPointer.compile("/x"), 0), UTF_8))
                .isEqualTo("[{}]");
        assertThat(new String(RecordBytes.element("[1, 2]".getBytes(UTF_8), JsonPointer.empty(), 1), UTF_8))
                .isEqualTo("2");
    }

    @Test
    void noBytesMakeTheParserFailInAnotherWay() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] whole = "{\"a\":[1,true,null,\"é\\u00e9\"],\"b\":{\"c\":-1.5e3}}".getBytes(UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = whole.clone();
            for (int j = 0; j <= i % 3; j++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            try {
                JsonNode node = StrictJson.parse(mutated);
                assertThat(node.isMissingNode()).as("seed %d", seed).isFalse();
            } catch (UnexpectedJsonException refused) {
                assertThat(refused.getMessage()).as("seed %d", seed).contains("expected");
            }
        }
    }

    @Test
    void whatWasFoundIsToldByKindAndSize() {
        JsonAt at = JsonAt.root(StrictJson.parse("{\"a\":\"alice\",\"b\":[1],\"c\":{},\"d\":null}".getBytes(UTF_8)));
        assertThat(List.of("a", "b", "c", "d", "e").stream()
                        .map(name -> at.get(name).found()))
                .containsExactly("a text of 5 characters", "an array of 1", "an object", "null", "nothing");
        assertThatThrownBy(() -> at.get("c").get("x").requireId())
                .hasMessage("/c/x: found nothing, expected an id: a text or a whole number");
    }

    private static byte[] nested(int levels) {
        return ("[".repeat(levels) + "]".repeat(levels)).getBytes(UTF_8);
    }
}
