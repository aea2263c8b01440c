// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.transmitter;

import static java.util.stream.Collectors.joining;

import io.tocsin.hub.admin.api.Refusal;
import io.tocsin.hub.admin.view.ViewJson;
import io.tocsin.schemas.receiver.Dialect;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.function.Function;

/** What a request says in a word, read; throws {@link Refusal} for a word that there is not. */
final class Words {
    private Words() {}

    static SigningAlgorithm algorithm(String word) {
        return one("algorithm", word, SigningAlgorithm.values(), SigningAlgorithm::jose);
    }

    static Dialect dialect(String word) {
        return one("dialect", word, Dialect.values(), Words::of);
    }

    /** As the configuration has it: a dot is nothing that an enum's constant could have in its name. */
    static String of(Dialect dialect) {
        return ViewJson.word(dialect).replace("ssf-1-0", "ssf-1.0");
    }

    static <E extends Enum<E>> E of(String field, String word, Class<E> type) {
        return one(field, word, type.getEnumConstants(), ViewJson::word);
    }

    static Duration duration(String field, String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid(field + " is no duration, expected such as PT24H", e);
        }
    }

    private static <T> T one(String field, String word, T[] all, Function<T, String> name) {
        return Arrays.stream(all)
                .filter(each -> name.apply(each).equals(word))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        field + " is none of " + Arrays.stream(all).map(name).collect(joining(", "))));
    }
}
