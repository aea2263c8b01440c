// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.ComplianceStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a signal says beyond its type; which alternative fits which type is the source's mapping to hold. */
public sealed interface SignalPayload {

    /** The type says it all. */
    record None() implements SignalPayload {}

    /**
     * A session began, changed or ended.
     *
     * @param allSessions the statement covers every session of the user
     * @param expires when the session ends by itself, where the source says so
     */
    record SessionChange(
            boolean allSessions,
            @Nullable Instant expires,
            @Nullable String reason) implements SignalPayload {
        public SessionChange {
            expires = expires == null ? null : expires.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /** A login or challenge. {@code outcome} is the vendor's code for why it failed. */
    record Login(@Nullable String outcome, List<String> amr) implements SignalPayload {
        public Login {
            amr = List.copyOf(amr);
        }
    }

    /** A credential changed. {@code allCredentials} where every one of that kind is meant. */
    record CredentialUpdate(
            String credentialType,
            ChangeType changeType,
            @Nullable String friendlyName,
            boolean allCredentials) implements SignalPayload {}

    /**
     * A device's compliance.
     *
     * @param current absent where the source cannot tell
     * @param previous absent where the source cannot tell; then the first observation is a baseline, not a change
     * @param checks the checks the statement is about; empty where it is about the device as a whole
     */
    record Compliance(
            @Nullable ComplianceStatus current, @Nullable ComplianceStatus previous, List<PostureCheck> checks)
            implements SignalPayload {
        public Compliance {
            checks = List.copyOf(checks);
        }
    }

    /** A detection. {@code findingId} is the same for every report of the same finding. */
    record Threat(
            String findingId,
            @Nullable String title,
            FindingState state,
            Severity severity,
            @Nullable Boolean mitigated,
            List<String> techniques)
            implements SignalPayload {
        public Threat {
            techniques = List.copyOf(techniques);
        }
    }

    /** Another system's own assessment of a principal. */
    record VendorRisk(
            PrincipalKind principal,
            RiskLevel current,
            @Nullable RiskLevel previous,
            @Nullable String detector,
            List<String> reasons)
            implements SignalPayload {
        public VendorRisk {
            reasons = List.copyOf(reasons);
        }
    }

    /** An account changed state or name. */
    record AccountChange(
            @Nullable String reason,
            @Nullable Identifier oldIdentifier,
            @Nullable Identifier newIdentifier) implements SignalPayload {}

    /**
     * How strongly somebody is authenticated changed.
     *
     * @param namespace of the levels: {@code NIST-AAL}, {@code RFC8176}, …, see CAEP 1.0 §3.4.1
     * @param previous absent where the source cannot tell
     */
    record AssuranceChange(
            String namespace, String current, @Nullable String previous) implements SignalPayload {}

    /** What a source knows of a device. */
    record DeviceFacts(
            @Nullable Boolean managed,
            @Nullable Boolean isolated,
            @Nullable String os,
            @Nullable String osVersion) implements SignalPayload {}

    /** Two canonical ids are one from here on; the state of {@code absorbed} belongs to {@code surviving}. */
    record Merge(CanonicalId surviving, CanonicalId absorbed) implements SignalPayload {}

    /**
     * Two principals are two, and never become one: an operator's word.
     *
     * @param from whose names they were so far
     * @param apart whose they are from here on; made by this where nobody knows it yet
     * @param names what moves from the one to the other; empty where they are only to be kept apart
     */
    record Split(CanonicalId from, CanonicalId apart, List<Identifier> names) implements SignalPayload {
        public Split {
            names = List.copyOf(names);
        }
    }
}
