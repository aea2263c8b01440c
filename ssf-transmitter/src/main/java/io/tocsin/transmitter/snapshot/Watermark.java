// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.snapshot;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far the events are known: the next offset of each partition of one topic, which may be made anew under its name.
 * For whoever gets one it is a text without meaning.
 */
record Watermark(String topicId, Map<Integer, Long> next) {
    private static final int MAX_LENGTH = 64 * 1024;

    Watermark {
        next = Map.copyOf(next);
    }

    /** Of somebody who knows nothing. */
    static Watermark nothing(String topicId) {
        return new Watermark(topicId, Map.of());
    }

    /** Of another topic, or of no form of ours: as good as nothing. */
    static Watermark parse(String text, String topicId) {
        if (text.length() > MAX_LENGTH) {
            return nothing(topicId);
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), US_ASCII).split(" ", -1);
            if (!parts[0].equals(topicId)) {
                return nothing(topicId);
            }
            Map<Integer, Long> next = new TreeMap<>();
            for (int i = 1; i < parts.length; i++) {
                String[] pair = parts[i].split(":", -1);
                next.put(Integer.valueOf(pair[0]), Long.valueOf(pair[1]));
            }
            return new Watermark(topicId, next);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException notOurs) {
            return nothing(topicId);
        }
    }

    @Override
    public String toString() {
        String pairs = new TreeMap<>(next)
                .entrySet().stream()
                        .map(pair -> " " + pair.getKey() + ":" + pair.getValue())
                        .collect(Collectors.joining());
        return Base64.getUrlEncoder().withoutPadding().encodeToString((topicId + pairs).getBytes(US_ASCII));
    }
}
