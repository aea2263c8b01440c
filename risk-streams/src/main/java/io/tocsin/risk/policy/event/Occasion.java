// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.event;

import io.tocsin.risk.policy.condition.SignalFacts;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known when an event is made.
 *
 * @param previousStatus compliance before and, below, after, where it flipped
 * @param rules those that count, the heaviest first
 * @param facts of the signal that brought it about, if it was one
 * @param newIdentifier the account's new name, where that signal says one
 */
public record Occasion(
        PrincipalKind principal,
        Circumstances circumstances,
        RiskLevel previousLevel,
        RiskLevel level,
        @Nullable ComplianceStatus previousStatus,
        @Nullable ComplianceStatus currentStatus,
        List<String> rules,
        @Nullable SignalFacts facts,
        @Nullable String newIdentifier) {}
