// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.state.AtHand;
import org.junit.jupiter.api.Test;

class AtHandTest {
    /** So large that as few are at hand as there can be. */
    private static final AtHand.Room SMALL = new AtHand.Room(Integer.MAX_VALUE, 1);

    private static final AtHand.Form<StringBuilder> TEXT = new AtHand.Form<>(
            bytes -> new StringBuilder(new String(bytes, UTF_8)),
            text -> text.toString().getBytes(UTF_8));

    private final MemoryStore store = new MemoryStore("texts");
    private final AtHand<Integer, StringBuilder> texts = new AtHand<>(store, String::valueOf, TEXT, SMALL);

    private String get(int key) {
        StringBuilder text = texts.get(key);
        return text == null ? "nothing" : text.toString();
    }

    @Test
    void whatHasMadeRoomIsFoundAsItWasLeft() {
        for (int i = 0; i < 5_000; i++) {
            texts.put(i, new StringBuilder("new"));
        }
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = texts.get(i);
            assertThat(text).as("%d", i).isNotNull();
            text.append(i);
            if (i % 2 == 0) {
                texts.put(i, text);
            } else {
                texts.keep(i);
            }
        }
        for (int i = 0; i < 5_000; i++) {
            assertThat(get(i)).isEqualTo("new" + i);
        }
    }

    @Test
    void aCopyChangesNothing() {
        texts.put(1, new StringBuilder("mine"));
        StringBuilder copy = texts.copy(1);
        assertThat(copy).hasToString("mine").isNotSameAs(texts.get(1));
        copy.append(" changed");
        assertThat(get(1)).isEqualTo("mine");
        texts.put(1, copy);
        assertThat(texts.get(1)).isSameAs(copy);
    }

    @Test
    void aFleetingStoreIsWrittenLateAndThenWholly() {
        texts.put(1, new StringBuilder("one"));
        assertThat(store.get("1")).isNull();
        texts.settle();
        assertThat(store.get("1")).asString(UTF_8).isEqualTo("one");
    }

    @Test
    void whatIsDeletedIsGone() {
        texts.put(1, new StringBuilder("one"));
        texts.settle();
        texts.delete(1);
        texts.settle();
        assertThat(texts.get(1)).isNull();
        assertThat(store.get("1")).isNull();
    }
}
