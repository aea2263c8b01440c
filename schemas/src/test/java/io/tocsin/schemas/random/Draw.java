// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Values drawn from a seed, awkward ones among them. */
public final class Draw {
    private static final String ALPHABET =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_.:/@\"\\{}[]\n\t\u0000äß€漢😀";
    private static final int[] LETTERS = ALPHABET.codePoints().toArray();

    private final Random random;

    public Draw(long seed) {
        random = new Random(seed);
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public boolean yes() {
        return random.nextBoolean();
    }

    public double between(double from, double to) {
        return from + random.nextDouble() * (to - from);
    }

    /** At least one character. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + below(below(20) == 0 ? 300 : 12); i > 0; i--) {
            text.appendCodePoint(LETTERS[below(LETTERS.length)]);
        }
        return text.toString();
    }

    /** Letters and digits only. */
    public String name() {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + below(10); i > 0; i--) {
            text.appendCodePoint(LETTERS[below(62)]);
        }
        return text.toString();
    }

    /** To the microsecond, 1970 to about 2100. */
    public Instant instant() {
        return seconds().plusNanos(1000L * below(1_000_000));
    }

    public Instant seconds() {
        return Instant.ofEpochSecond(below(5) == 0 ? below(10) : random.nextLong(4_102_444_800L));
    }

    public <T> T maybe(Supplier<T> value) {
        return yes() ? value.get() : null;
    }

    @SafeVarargs
    public final <T> T one(T... of) {
        return of[below(of.length)];
    }

    public <E extends Enum<E>> E one(Class<E> type) {
        return one(type.getEnumConstants());
    }

    public <T> List<T> some(Supplier<T> value) {
        return several(0, value);
    }

    public <T> List<T> several(int atLeast, Supplier<T> value) {
        List<T> list = new ArrayList<>();
        for (int i = atLeast + below(4); i > 0; i--) {
            list.add(value.get());
        }
        return list;
    }

    public Map<String, String> texts() {
        Map<String, String> map = new TreeMap<>();
        for (int i = below(4); i > 0; i--) {
            map.put(text(), text());
        }
        return map;
    }

    /** None, or some whose names nobody defined. */
    public Members members() {
        Map<String, JsonNode> members = new TreeMap<>();
        for (int i = below(3); i > 0; i--) {
            members.put("x_" + name(), json(3));
        }
        return new Members(members);
    }

    /** As it would come out of a parser. */
    public JsonNode json(int depth) {
        return Json.parse(jsonText(depth));
    }

    private String jsonText(int depth) {
        return switch (below(depth > 0 ? 8 : 6)) {
            case 0 -> "null";
            case 1 -> Boolean.toString(yes());
            case 2 -> Integer.toString(random.nextInt());
            case 3 -> Long.toString(random.nextLong());
            case 4 -> one("0.10", "-1.5", "1e3", "3.141592653589793238462643383279", "123456789012345678901234567890");
            case 5 -> Json.write(TextNode.valueOf(text()));
            case 6 -> "[" + String.join(",", some(() -> jsonText(depth - 1))) + "]";
            default -> "{\"a\":" + jsonText(depth - 1) + ",\"b\":" + jsonText(depth - 1) + "}";
        };
    }
}
