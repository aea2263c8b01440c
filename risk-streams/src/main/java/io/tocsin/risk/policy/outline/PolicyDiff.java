// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.outline;

import io.tocsin.risk.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How two policies differ in what they mean, part by part in the order of the document. */
public record PolicyDiff(List<Difference> differences) {
    public PolicyDiff {
        differences = List.copyOf(differences);
    }

    /**
     * One part that differs.
     *
     * @param section as in the document
     * @param name of the part; empty where the section has but one
     * @param members those that differ; all there are where the part itself came or went
     */
    public record Difference(String section, String name, Kind kind, List<Member> members) {
        public Difference {
            members = List.copyOf(members);
        }
    }

    /** Absent where it was not, or is not any more. */
    public record Member(
            String name, @Nullable String before, @Nullable String after) {}

    /** What happened to a part. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /** What changes from one to the other. */
    public static PolicyDiff between(Policy before, Policy after) {
        Map<Outline.Part, Map<String, String>> old = Outline.of(before).parts();
        Map<Outline.Part, Map<String, String>> now = Outline.of(after).parts();
        Set<Outline.Part> all = new LinkedHashSet<>(old.keySet());
        all.addAll(now.keySet());
        List<Difference> differences = new ArrayList<>();
        for (Outline.Part part : all) {
            Map<String, String> was = old.getOrDefault(part, Map.of());
            Map<String, String> is = now.getOrDefault(part, Map.of());
            List<Member> members = members(was, is);
            if (!members.isEmpty() && !isOrderOfOthers(part, old, now)) {
                Kind kind = !old.containsKey(part) ? Kind.ADDED : now.containsKey(part) ? Kind.CHANGED : Kind.REMOVED;
                differences.add(new Difference(part.section(), part.name(), kind, members));
            }
        }
        return new PolicyDiff(differences);
    }

    public boolean isEmpty() {
        return differences.isEmpty();
    }

    private static List<Member> members(Map<String, String> was, Map<String, String> is) {
        Set<String> names = new LinkedHashSet<>(was.keySet());
        names.addAll(is.keySet());
        return names.stream()
                .map(name -> new Member(name, was.get(name), is.get(name)))
                .filter(member -> member.before() == null || !member.before().equals(member.after()))
                .toList();
    }

    /** That the order of responses differs is worth a word only where they are the same ones. */
    private static boolean isOrderOfOthers(
            Outline.Part part, Map<Outline.Part, Map<String, String>> old, Map<Outline.Part, Map<String, String>> now) {
        return part.section().equals("responses")
                && part.name().isEmpty()
                && !names(old).equals(names(now));
    }

    private static Set<String> names(Map<Outline.Part, Map<String, String>> parts) {
        return parts.keySet().stream()
                .filter(part -> part.section().equals("responses"))
                .map(Outline.Part::name)
                .collect(Collectors.toSet());
    }
}
