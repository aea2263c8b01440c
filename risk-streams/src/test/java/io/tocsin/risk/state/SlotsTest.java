// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotsTest {
    /** All have one of so few hashes, so that most are in one another's way. */
    private record Key(int number, int hashes) {
        @Override
        public int hashCode() {
            return number % hashes;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100, Integer.MAX_VALUE})
    void findsWhatAMapFinds(int hashes) {
        Random random = new Random(hashes);
        Slots<Key, String> slots = new Slots<>();
        Map<Key, String> map = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            Key key = new Key(random.nextInt(200), hashes);
            int slot = slots.find(key);
            assertThat(slot >= 0).isEqualTo(map.containsKey(key));
            if (slot < 0) {
                slot = slots.add(key, "new " + i);
                map.put(key, "new " + i);
                assertThat(slots.key(slot)).isEqualTo(key);
            } else if (random.nextBoolean()) {
                slots.remove(slot);
                map.remove(key);
            } else {
                slots.value(slot, "changed " + i);
                map.put(key, "changed " + i);
            }
        }
        assertThat(contents(slots)).isEqualTo(map);
        slots.clear();
        assertThat(contents(slots)).isEmpty();
    }

    @Test
    void keepsThoseThatBearAMarkAndTakesItFromThem() {
        Slots<Integer, String> slots = new Slots<>();
        for (int i = 0; i < 1_000; i++) {
            slots.mark(slots.add(i, "" + i), Slots.BEHIND);
            if (i % 3 == 0) {
                slots.mark(slots.find(i), Slots.LATELY);
            }
        }
        slots.removeUnless(Slots.LATELY);
        assertThat(contents(slots)).hasSize(334).allSatisfy((number, text) -> {
            assertThat(number % 3).isZero();
            assertThat(text).isEqualTo("" + number);
            int slot = slots.find(number);
            assertThat(slots.is(slot, Slots.LATELY)).isFalse();
            assertThat(slots.is(slot, Slots.BEHIND)).isTrue();
            slots.unmark(slot, Slots.BEHIND);
            assertThat(slots.is(slot, Slots.BEHIND)).isFalse();
        });
        slots.removeUnless(Slots.LATELY);
        assertThat(contents(slots)).isEmpty();
    }

    @Test
    void toTouchKeysChangesNothingWhetherTheyAreThereOrNot() {
        Slots<Integer, String> slots = new Slots<>();
        slots.touch(List.of(1, 2, 3), String::length);
        slots.add(1, "one");
        slots.touch(List.of(1, 2, 3), String::length);
        slots.touch(List.of(), String::length);
        assertThat(contents(slots)).isEqualTo(Map.of(1, "one"));
    }

    private static <K> Map<K, String> contents(Slots<K, String> slots) {
        Map<K, String> contents = new HashMap<>();
        for (int slot = 0; slot < slots.capacity(); slot++) {
            if (slots.isTaken(slot)) {
                contents.put(slots.key(slot), slots.value(slot));
            }
        }
        return contents;
    }
}
