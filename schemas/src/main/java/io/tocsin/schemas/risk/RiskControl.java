// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.risk;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.signal.CanonicalId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What moves the risk stage besides signals. Its topic is divided as {@code resolved-signals} is. What concerns one
 * principal is keyed by that principal's canonical id; what concerns all is written to every partition.
 */
public sealed interface RiskControl {

    /** When it was said, or the time that has come. */
    Instant at();

    /** The key in its topic. What concerns one principal finds its partition by it; for the rest the writer says. */
    default String key() {
        return switch (this) {
            case Tick tick -> "tick";
            case PolicyChange change -> "policy";
            case SourceStatus status -> "source|" + status.tenant + "|" + status.vendor + "|" + status.connector;
            case HeldVerdict verdict -> verdict.principal.text();
            case Feedback feedback -> feedback.principal.text();
        };
    }

    /** Event time has come this far in one partition, though no signal says so. Written by whoever has it. */
    record Tick(int partition, Instant at) implements RiskControl {
        public Tick {
            at = micros(at);
        }
    }

    /**
     * The policies in force from here on. To every partition.
     *
     * @param activation offset in topic {@code policies} of what says so; a change with a lower one than the last comes
     *     too late and is dropped
     */
    record PolicyChange(long activation, Document active, List<Document> shadows, Instant at) implements RiskControl {
        public PolicyChange {
            requireNonNull(active, "active");
            shadows = List.copyOf(shadows);
            at = micros(at);
            Set<PolicyVersion> versions = new HashSet<>(Set.of(active.version));
            for (Document shadow : shadows) {
                if (!versions.add(shadow.version)) {
                    throw new IllegalArgumentException("policy " + shadow.version.name() + " version "
                            + shadow.version.number() + " is in force twice, expected each once");
                }
            }
        }
    }

    /** A policy with its text, so that whoever reads the change needs nothing else to act on it. */
    record Document(PolicyVersion version, String text) {
        public Document {
            requireNonNull(version, "version");
            requireNonNull(text, "text");
        }
    }

    /** A source has been heard of, though by no signal about a principal, or is known to be out of reach. To all. */
    record SourceStatus(String tenant, String vendor, String connector, Presence presence, Instant at)
            implements RiskControl {
        public SourceStatus {
            requireNonNull(tenant, "tenant");
            requireNonNull(vendor, "vendor");
            requireNonNull(connector, "connector");
            requireNonNull(presence, "presence");
            at = micros(at);
        }
    }

    /** Whether a source can be heard. */
    enum Presence {
        HEARD,
        QUIET
    }

    /**
     * Somebody ruled on a decision that the breaker holds.
     *
     * @param decision its id
     * @param note why, as they put it
     */
    record HeldVerdict(
            CanonicalId principal,
            String decision,
            Ruling ruling,
            String by,
            @Nullable String note,
            Instant at) implements RiskControl {
        public HeldVerdict {
            requireNonNull(principal, "principal");
            requireNonNull(decision, "decision");
            requireNonNull(ruling, "ruling");
            requireNonNull(by, "by");
            at = micros(at);
        }
    }

    /** What may become of a held decision. */
    enum Ruling {
        APPROVE,
        REJECT
    }

    /**
     * Somebody says that evidence against this principal is a false positive.
     *
     * @param id names it; the same feedback given again has the same
     * @param principal whose evidence it is, or whose decision
     * @param decision where a whole decision is meant: everything that counted for it
     * @param signals the evidence that is contradicted, by signal
     * @param findings the same by the source's finding id, earlier and later reports included
     * @param note why, as they put it
     */
    record Feedback(
            String id,
            CanonicalId principal,
            @Nullable String decision,
            List<String> signals,
            List<String> findings,
            String by,
            @Nullable String note,
            Instant at)
            implements RiskControl {
        public Feedback {
            requireNonNull(id, "id");
            requireNonNull(principal, "principal");
            signals = List.copyOf(signals);
            findings = List.copyOf(findings);
            requireNonNull(by, "by");
            at = micros(at);
            if (decision == null && signals.isEmpty() && findings.isEmpty()) {
                throw new IllegalArgumentException(
                        "feedback " + id + " contradicts nothing, expected a decision, signals or findings");
            }
        }
    }

    private static Instant micros(Instant at) {
        return requireNonNull(at, "at").truncatedTo(ChronoUnit.MICROS);
    }
}
