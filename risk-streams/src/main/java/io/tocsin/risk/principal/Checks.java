// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.principal;

import io.tocsin.risk.state.Sparse;
import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The checks that sources make of a device. The device does not comply while any of them fails; a source that names no
 * check is one check of its own. Each check goes by the latest statement about it in event time. A source's own check
 * is that source's; one with a well-known id, such as {@code disk-encryption}, is everybody's.
 */
public final class Checks {
    private static final int LIMIT = 256;
    /** Checks that are the same one whichever source makes them, so that one source's word takes back another's. */
    private static final Set<String> SHARED = Set.of(
            "disk-encryption",
            "firewall",
            "screen-lock",
            "os-version",
            "os-integrity",
            "antivirus",
            "edr-agent",
            "management");

    private Map<String, Check> checks = Collections.emptyMap();
    /** All that is known is how things are: no source has said how they were before. */
    private boolean baseline;

    private record Check(boolean passed, Instant at) {}

    /** Absent until a source has told. */
    public @Nullable ComplianceStatus overall() {
        if (checks.isEmpty()) {
            return null;
        }
        return failing().isEmpty() ? ComplianceStatus.COMPLIANT : ComplianceStatus.NOT_COMPLIANT;
    }

    /**
     * What the status was before, where a statement that was just taken in shows that it flipped; absent where it did
     * not. The first word on a device flips nothing unless it says itself what was before; one that comes after, from a
     * source that witnessed the change, still can.
     *
     * @param before what {@link #overall} was before the statement
     */
    public @Nullable ComplianceStatus flippedFrom(
            @Nullable ComplianceStatus before, SignalPayload.Compliance statement) {
        ComplianceStatus after = overall();
        ComplianceStatus previous = before;
        if (before == null || (baseline && before == after && statement.current() == after)) {
            previous = statement.previous();
            baseline = previous == null || previous == after;
        }
        if (after == null || previous == null || previous == after) {
            return null;
        }
        baseline = false;
        return previous;
    }

    /** Takes a statement in; says whether that changed anything. */
    public boolean take(Signal signal, SignalPayload.Compliance payload, Instant at) {
        boolean changed = false;
        for (Map.Entry<String, Boolean> told : told(signal, payload).entrySet()) {
            Check before = checks.get(told.getKey());
            if (before == null || before.at.isBefore(at)) {
                checks = Sparse.own(checks);
                checks.put(told.getKey(), new Check(told.getValue(), at));
                changed = true;
            }
        }
        trim();
        return changed;
    }

    /** The names of the checks a statement calls failed. */
    public static Set<String> failedIn(Signal signal, SignalPayload.Compliance payload) {
        return told(signal, payload).entrySet().stream()
                .filter(told -> !told.getValue())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    public Set<String> failing() {
        return checks.entrySet().stream()
                .filter(entry -> !entry.getValue().passed)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    public Set<String> names() {
        return Set.copyOf(checks.keySet());
    }

    void addAll(Checks other) {
        baseline = checks.isEmpty() ? other.baseline : baseline && (other.baseline || other.checks.isEmpty());
        for (Map.Entry<String, Check> theirs : other.checks.entrySet()) {
            checks = Sparse.own(checks);
            checks.merge(theirs.getKey(), theirs.getValue(), (a, b) -> b.at.isAfter(a.at) ? b : a);
        }
        trim();
    }

    private static Map<String, Boolean> told(Signal signal, SignalPayload.Compliance payload) {
        Map<String, Boolean> told = new LinkedHashMap<>();
        String source =
                "check:" + signal.source().vendor() + "/" + signal.source().connector() + "/";
        for (PostureCheck check : payload.checks()) {
            told.put(SHARED.contains(check.id()) ? "check:" + check.id() : source + check.id(), check.passed());
        }
        if (told.isEmpty() && payload.current() != null) {
            told.put(source, payload.current() == ComplianceStatus.COMPLIANT);
        }
        return told;
    }

    /** Forgets passed checks first, the longest unheard of first. */
    private void trim() {
        while (checks.size() > LIMIT) {
            checks.remove(checks.entrySet().stream()
                    .min(Comparator.comparing((Map.Entry<String, Check> e) -> !e.getValue().passed)
                            .thenComparing(e -> e.getValue().at)
                            .thenComparing(Map.Entry::getKey))
                    .orElseThrow()
                    .getKey());
        }
    }

    void write(StateWriter out) {
        out.each(checks.entrySet(), entry -> {
            out.text(entry.getKey());
            out.bool(entry.getValue().passed);
            out.instant(entry.getValue().at);
        });
        out.bool(baseline);
    }

    static Checks read(StateReader in) {
        Checks checks = new Checks();
        for (Map.Entry<String, Check> entry : in.each(() -> Map.entry(in.text(), new Check(in.bool(), in.instant())))) {
            checks.checks = Sparse.own(checks.checks);
            checks.checks.put(entry.getKey(), entry.getValue());
        }
        checks.baseline = in.bool();
        return checks;
    }
}
