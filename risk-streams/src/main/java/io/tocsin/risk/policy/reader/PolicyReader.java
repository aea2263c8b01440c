// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.risk.policy.Breaker;
import io.tocsin.risk.policy.Exemption;
import io.tocsin.risk.policy.Feedback;
import io.tocsin.risk.policy.Levels;
import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.Propagation;
import io.tocsin.risk.policy.Response;
import io.tocsin.risk.policy.Rule;
import io.tocsin.risk.policy.Staleness;
import io.tocsin.risk.policy.condition.ConditionCompiler;
import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.document.Section;
import io.tocsin.risk.policy.document.Spelling;
import io.tocsin.risk.policy.document.YamlNode;
import io.tocsin.risk.policy.trial.Trial;
import io.tocsin.schemas.policy.PolicyVersion;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one document, going on after a mistake where it can, so that all of them are told at once. */
public final class PolicyReader {
    private static final List<String> SECTIONS = List.of(
            "name",
            "levels",
            "contributions",
            "propagation",
            "staleness",
            "feedback",
            "responses",
            "exemptions",
            "breaker",
            "tests");

    private final String origin;
    private final @Nullable Instant now;
    private final ConditionCompiler conditions = new ConditionCompiler();
    private final Problems problems = new Problems();
    /** Where each part stands, by identity. */
    private final IdentityHashMap<Object, YamlNode.Place> places = new IdentityHashMap<>();

    /**
     * @param origin what messages call the document
     * @param now what has ended by then is a mistake; absent where a document is read that was in force before
     */
    public PolicyReader(String origin, @Nullable Instant now) {
        this.origin = origin;
        this.now = now;
    }

    /** Throws {@link PolicyException} with every mistake. */
    public Policy read(byte[] document) {
        Optional<Policy> read = problems.attempt(() -> policy(document));
        if (problems.isEmpty()) {
            read.ifPresent(policy -> new CrossCheck(policy, places, problems).run());
        }
        return read.filter(policy -> problems.isEmpty()).orElseThrow(() -> new PolicyException(origin, problems.all()));
    }

    private Policy policy(byte[] document) {
        Section root = Section.of("", YamlNode.read(text(document)), SECTIONS);
        String name = problems.or("", () -> Names.policy(root));
        Levels levels = problems.or(new Levels(1, 100, 0), () -> levels(root));
        List<Rule> rules = each(root, "contributions", "rules", new RuleReader(conditions, problems)::read);
        unique("contributions", "rule", rules, Rule::name);
        List<Propagation> propagation = optional(root, "propagation", "flows", PropagationReader::read);
        unique("propagation", "flow", propagation, PolicyReader::flow);
        SafeguardReader safeguards = new SafeguardReader(now, problems);
        List<Staleness> staleness = optional(root, "staleness", "sources", safeguards::staleness);
        unique("staleness", "source", staleness, Staleness::source);
        Feedback feedback = root.has("feedback")
                ? problems.or(
                        Feedback.DEFAULT, () -> safeguards.feedback(root.required("feedback", "factor and lasts")))
                : Feedback.DEFAULT;
        List<Response> responses = each(root, "responses", "responses", new ResponseReader(conditions, problems)::read);
        unique("responses", "response", responses, Response::name);
        List<Exemption> exemptions = optional(root, "exemptions", "exemptions", safeguards::exemption);
        unique("exemptions", "exemption", exemptions, Exemption::name);
        Breaker breaker = root.has("breaker")
                ? problems.or(
                        Breaker.DEFAULT,
                        () -> safeguards.breaker(root.required("breaker", "share, minimum, within, …")))
                : Breaker.DEFAULT;
        List<Trial> trials = optional(root, "tests", "tests", new TrialReader(problems)::read);
        unique("tests", "name", trials, Trial::name);
        return new Policy(
                PolicyVersion.unpublished(name, sha256(document)),
                levels,
                rules,
                propagation,
                staleness,
                feedback,
                responses,
                exemptions,
                breaker,
                trials);
    }

    private static String text(byte[] document) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
        } catch (CharacterCodingException e) {
            throw new PolicyException(new YamlNode.Place(1, 1), "", "not UTF-8; save the document in that encoding")
                    .because(e);
        }
    }

    private static Levels levels(Section root) {
        Section levels = Section.of(
                "levels",
                root.required("levels", "medium, high and hysteresis"),
                List.of("medium", "high", "hysteresis"));
        double medium = levels.number("medium", 0, 100);
        double high = levels.number("high", 0, 100);
        double hysteresis = levels.has("hysteresis") ? levels.number("hysteresis", 0, 100) : 0;
        try {
            return new Levels(medium, high, hysteresis);
        } catch (IllegalArgumentException e) {
            throw new PolicyException(levels.place(), "levels", String.valueOf(e.getMessage()));
        }
    }

    private <T> List<T> optional(Section root, String key, String what, Reads<T> read) {
        return root.has(key) ? each(root, key, what, read) : List.of();
    }

    private <T> List<T> each(Section root, String key, String what, Reads<T> read) {
        List<T> values = new ArrayList<>();
        problems.attempt(() -> root.items(key, what)).ifPresent(items -> {
            for (int i = 0; i < items.size(); i++) {
                YamlNode item = items.get(i);
                String path = key + "[" + i + "]";
                problems.attempt(() -> read.read(path, item)).ifPresent(value -> {
                    values.add(value);
                    places.put(value, item.place());
                });
            }
            if (items.isEmpty()) {
                problems.add(root.required(key, what).place(), key, "an empty list, expected at least one");
            }
        });
        return values;
    }

    private <T> void unique(String section, String key, List<T> values, Function<T, String> name) {
        Set<String> names = new HashSet<>();
        for (T value : values) {
            if (!names.add(name.apply(value))) {
                problems.add(
                        places.getOrDefault(value, new YamlNode.Place(1, 1)),
                        section,
                        "'" + name.apply(value) + "' is the " + key + " of two entries; give each its own");
            }
        }
    }

    private static String flow(Propagation propagation) {
        return Spelling.of(propagation.from())
                + switch (propagation.to()) {
                    case Propagation.Reach.Sessions sessions -> " to session";
                    case Propagation.Reach.SessionsOfUsers users -> " to sessions-of-users";
                };
    }

    private static String sha256(byte[] document) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private interface Reads<T> {
        T read(String path, YamlNode node);
    }
}
