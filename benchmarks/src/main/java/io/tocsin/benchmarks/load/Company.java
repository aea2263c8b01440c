// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * People numbered from 0, each with one device and one session on it. What is found on a device therefore ends exactly
 * one session.
 *
 * @param name tells the people of one run from those of another over the same data
 */
public record Company(String name) {
    public String session(int person) {
        return "s-" + name + "-" + person;
    }

    /** A batch that opens the sessions of {@code count} people. */
    byte[] sessions(int first, int count, Instant at) {
        String records = IntStream.range(first, first + count)
                .mapToObj(person -> """
                        {"id":"o-%1$s-%2$d","time":"%3$s","email":"p%2$d@%1$s.example","serial":"%1$s%2$08d","session":"%4$s"}""".formatted(name, person, at, session(person)))
                .collect(Collectors.joining(",", "{\"records\":[", "]}"));
        return records.getBytes(UTF_8);
    }

    /** A critical detection on one person's device; by the policy beside this class it ends the session there. */
    byte[] detection(int person, Instant at) {
        return """
                {"id":"d-%1$s-%2$d","time":"%3$s","serial":"%1$s%2$08d","severity":"critical","title":"Credential theft"}""".formatted(name, person, at).getBytes(UTF_8);
    }
}
