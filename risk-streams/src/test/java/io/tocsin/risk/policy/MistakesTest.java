// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.risk.policy.document.PolicyException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of mistake, with all that is said of it: {@code mistakes.txt} is there to be read. */
class MistakesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final String SOUND = resource("sound.yaml");

    record Mistake(String name, String right, String wrong, List<String> said) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Mistake> mistakes() {
        List<Mistake> mistakes = new ArrayList<>();
        for (String block : resource("mistakes.txt").strip().split("\n\n", -1)) {
            List<String> lines = block.strip().lines().toList();
            if (lines.size() >= 3) {
                mistakes.add(new Mistake(
                        lines.get(0).substring(2),
                        unescaped(lines.get(1)),
                        unescaped(lines.get(2)),
                        lines.subList(3, lines.size())));
            }
        }
        return mistakes.stream();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsToldWithItsPlaceAndARemedy(Mistake mistake) {
        assertThat(SOUND).contains(mistake.right);
        int at = SOUND.indexOf(mistake.right);
        String text = SOUND.substring(0, at) + mistake.wrong + SOUND.substring(at + mistake.right.length());

        PolicyException e =
                catchThrowableOfType(PolicyException.class, () -> Policy.check("p.yaml", text.getBytes(UTF_8), NOW));

        assertThat(e).as("it is refused").isNotNull();
        assertThat(e.problems().stream().map(PolicyException.Problem::toString)).isEqualTo(mistake.said);
    }

    @Test
    void withoutAMistakeItIsRead() {
        assertThat(Policy.check("sound.yaml", SOUND.getBytes(UTF_8), NOW).rules())
                .hasSize(3);
    }

    @Test
    void thereAreMoreThanFortyKinds() {
        assertThat(mistakes().map(Mistake::name).distinct()).hasSizeGreaterThan(40);
    }

    private static String unescaped(String line) {
        return (line.length() < 2 ? "" : line.substring(2)).replace("\\n", "\n").replace("\\t", "\t");
    }

    private static String resource(String name) {
        try (InputStream in = MistakesTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
