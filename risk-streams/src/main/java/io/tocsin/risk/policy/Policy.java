// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.risk.policy.condition.Condition;
import io.tocsin.risk.policy.condition.Expression;
import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.reader.PolicyReader;
import io.tocsin.risk.policy.trial.Trial;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.PrincipalKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A policy document that has been read and checked; used by any number of threads. */
public record Policy(
        PolicyVersion version,
        Levels levels,
        List<Rule> rules,
        List<Propagation> propagation,
        List<Staleness> staleness,
        Feedback feedback,
        List<Response> responses,
        List<Exemption> exemptions,
        Breaker breaker,
        List<Trial> tests) {
    public Policy {
        rules = List.copyOf(rules);
        propagation = List.copyOf(propagation);
        staleness = List.copyOf(staleness);
        responses = List.copyOf(responses);
        exemptions = List.copyOf(exemptions);
        tests = List.copyOf(tests);
    }

    /**
     * Reads a document, whenever it was written.
     *
     * @param origin what messages call it, usually its file name
     * @throws PolicyException with every mistake in it
     */
    public static Policy read(String origin, byte[] document) {
        return new PolicyReader(origin, null).read(document);
    }

    /**
     * Reads a document that is to come into force: what has ended by {@code now} is a mistake too.
     *
     * @throws PolicyException with every mistake in it
     */
    public static Policy check(String origin, byte[] document, Instant now) {
        return new PolicyReader(origin, now).read(document);
    }

    /**
     * Reads a file, or the policy that comes with the program.
     *
     * @throws PolicyException with every mistake in it
     * @throws IllegalArgumentException if there is no such file
     */
    public static Policy load(@Nullable Path file) {
        return read(file == null ? "default-policy.yaml" : file.toString(), bytes(file));
    }

    /** The document that {@link #load} reads. */
    public static String text(@Nullable Path file) {
        return new String(bytes(file), UTF_8);
    }

    private static byte[] bytes(@Nullable Path file) {
        try {
            if (file != null && !Files.isReadable(file)) {
                throw new IllegalArgumentException(
                        "policy file " + file + " cannot be read; check the path, or leave it out for the default");
            }
            return file == null ? shipped("default-policy.yaml") : Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("policy file " + file + " cannot be read", e);
        }
    }

    /** The same document by the number under which it was published. */
    public Policy published(int number) {
        return new Policy(
                new PolicyVersion(version.name(), number, version.hash()),
                levels,
                rules,
                propagation,
                staleness,
                feedback,
                responses,
                exemptions,
                breaker,
                tests);
    }

    /** How strongly risk of {@code from} reaches the sessions bound to it; empty: not at all. */
    public Optional<Propagation> toSessions(PrincipalKind from) {
        return propagation.stream()
                .filter(p -> p.from() == from && p.to() instanceof Propagation.Reach.Sessions)
                .findFirst();
    }

    /** How strongly risk of a device reaches all sessions of whoever was seen on it; empty: not at all. */
    public Optional<Propagation> toSessionsOfUsers() {
        return propagation.stream()
                .filter(p -> p.to() instanceof Propagation.Reach.SessionsOfUsers)
                .findFirst();
    }

    /** The exemption that holds a response back; see {@link Exemption#covers}. */
    public Optional<Exemption> exempting(String response, Collection<Identifier> names, Instant at) {
        return exemptions.stream()
                .filter(exemption -> exemption.covers(response, names, at))
                .findFirst();
    }

    /** How often each condition failed while it ran, by where it stands; conditions that never did are left out. */
    public Map<String, Long> failures() {
        Map<String, Long> failures = new TreeMap<>();
        for (Rule rule : rules) {
            count(failures, rule.when());
            count(failures, rule.clears());
            Window window = rule.window();
            if (window != null) {
                count(failures, window.over());
                switch (window) {
                    case Window.Distinct distinct -> count(failures, distinct.of());
                    case Window.FirstSeen first -> count(failures, first.of());
                    case Window.Count count -> {}
                    case Window.Rate rate -> {}
                    case Window.Travel travel -> {}
                }
            }
        }
        for (Response response : responses) {
            if (response.on() instanceof Response.On.Told told) {
                count(failures, told.condition());
            }
        }
        return failures;
    }

    private static void count(Map<String, Long> failures, @Nullable Condition condition) {
        if (condition != null) {
            count(failures, condition.owner(), condition.failures());
        }
    }

    private static void count(Map<String, Long> failures, Expression expression) {
        count(failures, expression.owner(), expression.failures());
    }

    private static void count(Map<String, Long> failures, String owner, long count) {
        if (count > 0) {
            failures.merge(owner, count, Long::sum);
        }
    }

    /** The JSON Schema of documents, for editors; what it refuses is refused here too. */
    public static String schema() {
        try {
            return new String(shipped("policy-schema.json"), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema of policies cannot be read", e);
        }
    }

    private static byte[] shipped(String name) throws IOException {
        try (InputStream in = Policy.class.getResourceAsStream("/io/tocsin/risk/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program");
            }
            return in.readAllBytes();
        }
    }
}
