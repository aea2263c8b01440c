// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.reader;

import io.tocsin.risk.policy.Breaker;
import io.tocsin.risk.policy.Exemption;
import io.tocsin.risk.policy.Feedback;
import io.tocsin.risk.policy.Staleness;
import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.document.Section;
import io.tocsin.risk.policy.document.Spelling;
import io.tocsin.risk.policy.document.YamlNode;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what keeps a policy from doing harm: {@code staleness}, {@code exemptions}, {@code breaker}, {@code feedback}.
 */
final class SafeguardReader {
    private static final List<String> EXEMPTION = List.of("exemption", "principals", "from", "reason", "until");
    private static final List<IdentifierKind> NAMES = Stream.of(IdentifierKind.values())
            .filter(kind -> kind.name().startsWith("USER_")
                    || kind.name().startsWith("DEVICE_")
                    || kind.name().startsWith("SESSION_")
                    || kind.name().startsWith("WORKLOAD_"))
            .toList();

    private final @Nullable Instant now;
    private final Problems problems;

    /** @param now exemptions that have ended by then are mistakes; absent: none is */
    SafeguardReader(@Nullable Instant now, Problems problems) {
        this.now = now;
        this.problems = problems;
    }

    Staleness staleness(String path, YamlNode node) {
        Section section = Section.of(path, node, List.of("source", "of", "ttl", "heartbeat"));
        String source = section.text("source", "a vendor, as signal.vendor has it");
        Set<PrincipalKind> of =
                problems.or(Set.of(), () -> Set.copyOf(section.words("of", List.of(PrincipalKind.values()))));
        Duration ttl = problems.or(Duration.ofDays(1), () -> section.duration("ttl"));
        Duration heartbeat = section.has("heartbeat")
                ? problems.attempt(() -> section.duration("heartbeat")).orElse(null)
                : null;
        if (heartbeat != null && heartbeat.compareTo(ttl) > 0) {
            throw new PolicyException(
                    section.scalar("heartbeat", "a time").place(),
                    section.at("heartbeat"),
                    "longer than 'ttl', by which every principal would be stale already; expected at most that");
        }
        return new Staleness(source, of, ttl, heartbeat);
    }

    Exemption exemption(String path, YamlNode node) {
        String name = Names.part(Section.of(path, node, EXEMPTION), "exemption");
        Section section = Section.of(path + " (" + name + ")", node, EXEMPTION);
        List<Exemption.Named> principals = problems.or(List.of(), () -> principals(section));
        Set<String> from = problems.or(Set.of(), () -> from(section));
        String reason = problems.or("", () -> section.text("reason", "why, and who agreed"));
        Instant until = problems.or(Instant.MAX, () -> until(section));
        return new Exemption(name, principals, from, reason, until);
    }

    private Instant until(Section section) {
        Instant until = section.instant("until");
        if (now != null && !until.isAfter(now)) {
            throw new PolicyException(
                    section.scalar("until", "a time").place(),
                    section.at("until"),
                    "in the past, so that this exempts nobody; remove the exemption or give it a later end");
        }
        return until;
    }

    private static List<Exemption.Named> principals(Section section) {
        List<YamlNode> items = section.items("principals", "names such as {user-email: ada@example.com}");
        List<Exemption.Named> names = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String path = section.at("principals") + "[" + i + "]";
            List<String> keys = new ArrayList<>(NAMES.stream().map(Spelling::of).toList());
            keys.add("namespace");
            Section named = Section.of(path, items.get(i), keys);
            List<IdentifierKind> kinds =
                    NAMES.stream().filter(kind -> named.has(Spelling.of(kind))).toList();
            if (kinds.size() != 1) {
                throw new PolicyException(
                        named.place(),
                        path,
                        kinds.size() + " names, expected exactly one such as {user-email: ada@example.com}");
            }
            String namespace =
                    named.has("namespace") ? named.text("namespace", "in whose books the name is unique") : "";
            names.add(new Exemption.Named(
                    kinds.getFirst(), namespace, named.text(Spelling.of(kinds.getFirst()), "the name")));
        }
        if (names.isEmpty()) {
            throw new PolicyException(
                    section.required("principals", "names").place(),
                    section.at("principals"),
                    "an empty list, expected at least one");
        }
        return names;
    }

    private static Set<String> from(Section section) {
        YamlNode from = section.required("from", "all, or a list of responses");
        if (from instanceof YamlNode.Scalar scalar && scalar.text().equals("all")) {
            return Set.of();
        }
        Set<String> responses = new HashSet<>(section.texts("from", "names of responses"));
        if (responses.isEmpty()) {
            throw new PolicyException(
                    from.place(), section.at("from"), "an empty list, expected names of responses, or the word all");
        }
        return responses;
    }

    Breaker breaker(YamlNode node) {
        Section section = Section.of("breaker", node, List.of("share", "minimum", "within", "hold", "by"));
        double share = problems.or(
                Breaker.DEFAULT.share(), () -> section.has("share") ? section.share("share") : Breaker.DEFAULT.share());
        int minimum = problems.or(
                Breaker.DEFAULT.minimum(),
                () -> section.has("minimum") ? section.integer("minimum", 0, 1_000_000) : Breaker.DEFAULT.minimum());
        Duration within =
                problems.or(Breaker.DEFAULT.within(), () -> time(section, "within", Breaker.DEFAULT.within()));
        Duration hold = problems.or(Breaker.DEFAULT.hold(), () -> time(section, "hold", Breaker.DEFAULT.hold()));
        Set<Breaker.By> by = problems.or(
                Breaker.DEFAULT.by(),
                () -> section.has("by")
                        ? EnumSet.copyOf(section.words("by", List.of(Breaker.By.values())))
                        : Breaker.DEFAULT.by());
        return new Breaker(share, minimum, within, hold, by);
    }

    private static Duration time(Section section, String key, Duration standard) {
        if (!section.has(key)) {
            return standard;
        }
        Duration time = section.duration(key);
        if (time.compareTo(Duration.ofDays(7)) > 0) {
            throw new PolicyException(
                    section.scalar(key, "a time").place(), section.at(key), "longer than 7d; shorten it");
        }
        return time;
    }

    Feedback feedback(YamlNode node) {
        Section section = Section.of("feedback", node, List.of("factor", "lasts"));
        double factor = problems.or(Feedback.DEFAULT.factor(), () -> section.number("factor", 0, 0.99));
        Duration lasts = problems.or(
                Feedback.DEFAULT.lasts(),
                () -> section.has("lasts") ? section.duration("lasts") : Feedback.DEFAULT.lasts());
        return new Feedback(factor, lasts);
    }
}
