// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.publication;

import io.tocsin.schemas.policy.PolicyEntry;
import io.tocsin.schemas.policy.PolicyEntry.Action;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.risk.RiskControl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The steps that count, in their order, and what follows from them. Never changes: a further step makes another one.
 * All who read the same topic come to the same.
 */
public final class PolicyHistory {
    static final PolicyHistory EMPTY = new PolicyHistory(List.of(), Map.of(), List.of());

    private static final Pattern REFERENCE = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*)(?:@([1-9]\\d{0,8}))?");

    private final List<Step> steps;
    private final Map<PolicyVersion, String> texts;
    /** What was active, the present one last; going back takes one off. */
    private final List<PolicyVersion> actives;

    private PolicyHistory(List<Step> steps, Map<PolicyVersion, String> texts, List<PolicyVersion> actives) {
        this.steps = steps;
        this.texts = texts;
        this.actives = actives;
    }

    /**
     * A step that counts.
     *
     * @param activation its offset in the topic, by which decisions name it
     */
    public record Step(PolicyEntry entry, long activation) {}

    /** With one more step, or the same where that one came too late or is not sound. */
    PolicyHistory with(PolicyEntry entry, long offset) {
        if (entry.number() != steps.size() + 1L) {
            return this;
        }
        Map<PolicyVersion, String> moreTexts = new HashMap<>(texts);
        String text = entry.text();
        if (text != null) {
            moreTexts.put(entry.about(), text);
        }
        boolean known = moreTexts.containsKey(entry.active())
                && entry.shadows().stream().allMatch(shadow -> moreTexts.containsKey(shadow.version()));
        if (!known) {
            return this;
        }
        List<Step> more = new ArrayList<>(steps);
        more.add(new Step(entry, offset));
        List<PolicyVersion> moreActives = new ArrayList<>(actives);
        if (entry.action() == Action.ROLLBACK && !moreActives.isEmpty()) {
            moreActives.removeLast();
        } else if (moreActives.isEmpty() || !moreActives.getLast().equals(entry.active())) {
            moreActives.add(entry.active());
        }
        return new PolicyHistory(List.copyOf(more), Map.copyOf(moreTexts), List.copyOf(moreActives));
    }

    /** The oldest first. */
    public List<Step> steps() {
        return steps;
    }

    /** What is in force; empty before the first step. */
    public Optional<Step> latest() {
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast());
    }

    /** What was active before what is active now. */
    Optional<PolicyVersion> before() {
        return actives.size() < 2 ? Optional.empty() : Optional.of(actives.get(actives.size() - 2));
    }

    /** The document of a version that was ever published. */
    public String text(PolicyVersion version) {
        String text = texts.get(version);
        if (text == null) {
            throw new IllegalStateException("the text of a version in the history is missing");
        }
        return text;
    }

    /** The versions of that name, the oldest first. */
    public List<PolicyVersion> versions(String name) {
        return steps.stream()
                .filter(step -> step.entry().text() != null)
                .map(step -> step.entry().about())
                .filter(version -> version.name().equals(name))
                .toList();
    }

    /** By {@code name@number}, or the latest of {@code name}. */
    public Optional<PolicyVersion> find(String reference) {
        Matcher matcher = REFERENCE.matcher(reference);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<PolicyVersion> versions = versions(matcher.group(1));
        if (matcher.group(2) == null) {
            return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
        }
        int number = Integer.parseInt(matcher.group(2));
        return versions.stream().filter(version -> version.number() == number).findFirst();
    }

    /** How a step is told to the partitions of the risk stage. */
    RiskControl.PolicyChange change(Step step) {
        return new RiskControl.PolicyChange(
                step.activation(),
                document(step.entry().active()),
                step.entry().shadows().stream()
                        .map(shadow -> document(shadow.version()))
                        .toList(),
                step.entry().at());
    }

    private RiskControl.Document document(PolicyVersion version) {
        return new RiskControl.Document(version, text(version));
    }
}
