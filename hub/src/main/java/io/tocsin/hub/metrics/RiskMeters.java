// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.tocsin.hub.admin.view.ViewJson;
import io.tocsin.risk.RiskStreams;
import io.tocsin.risk.audit.AuditCounts;
import io.tocsin.risk.operate.NotReadyException;
import io.tocsin.risk.operate.RiskOperations;
import io.tocsin.risk.task.Tally;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What the risk stage counts and how things stand with it, as meters. */
final class RiskMeters {
    static final String PREFIX = "tocsin.risk.";

    private final RiskStreams risk;
    private final MeterRegistry registry;
    private final InstantSource clock = InstantSource.system();

    RiskMeters(RiskStreams risk, MeterRegistry registry) {
        this.risk = risk;
        this.registry = registry;
        watch(risk.operations());
    }

    /** Outcomes come up as they are decided, so this is asked before each look at the meters. */
    void refresh() {
        for (Tally.Key key : risk.decided().keySet()) {
            FunctionCounter.builder(
                            PREFIX + "decided", risk, now -> now.decided().getOrDefault(key, 0L))
                    .description("Decisions made here, those that were only repeated left out")
                    .tag("policy", key.policy())
                    .tag("mode", ViewJson.word(key.mode()))
                    .tag("outcome", ViewJson.word(key.outcome()))
                    .tag("cause", ViewJson.word(key.cause()))
                    .register(registry);
        }
        refreshFailures();
    }

    private void refreshFailures() {
        risk.conditionFailures()
                .forEach((version, failures) -> failures.keySet()
                        .forEach(condition -> FunctionCounter.builder(
                                        PREFIX + "condition-failures",
                                        risk,
                                        now -> now.conditionFailures()
                                                .getOrDefault(version, Map.of())
                                                .getOrDefault(condition, 0L))
                                .description(
                                        "Times that a condition of a policy could not be told, and so did not hold")
                                .tag("policy", version.name())
                                .tag("version", Integer.toString(version.number()))
                                .tag("condition", condition)
                                .register(registry)));
    }

    private void watch(RiskOperations operations) {
        Gauge.builder(PREFIX + "held", operations, known(r -> r.held().count()))
                .description("Decisions that wait for somebody's ruling; the same on every instance")
                .strongReference(true)
                .register(registry);
        TimeGauge.builder(PREFIX + "held-oldest", operations, TimeUnit.MILLISECONDS, known(this::oldest))
                .description("How long the oldest of them has waited")
                .strongReference(true)
                .register(registry);
        for (PrincipalKind kind : PrincipalKind.values()) {
            for (RiskLevel level : RiskLevel.values()) {
                Gauge.builder(
                                PREFIX + "principals",
                                operations,
                                known(r -> r.lookup()
                                        .map(lookup -> lookup.levelCounts()
                                                .getOrDefault(kind, Map.of())
                                                .getOrDefault(level, 0L))
                                        .orElse(0L)))
                        .description("Principals by the level of the active policy; the same on every instance")
                        .tag("kind", ViewJson.word(kind))
                        .tag("level", ViewJson.word(level))
                        .strongReference(true)
                        .register(registry);
            }
        }
        AuditCounts audit = operations.auditCounts();
        Gauge.builder(PREFIX + "audit-uncovered", audit, AuditCounts::uncovered)
                .description("Decisions read by the auditor of this process that no checkpoint covers yet")
                .strongReference(true)
                .register(registry);
        counter("audit-checkpoints", "Checkpoints of the decision log", audit, AuditCounts::checkpoints);
        counter("audit-failures", "Times that the auditor had to begin again", audit, AuditCounts::failures);
        counter(
                "audit-shortened",
                "Partitions of the decision log that ended before their last checkpoint",
                audit,
                AuditCounts::shortened);
    }

    private void counter(String name, String description, AuditCounts audit, ToDoubleFunction<AuditCounts> value) {
        FunctionCounter.builder(PREFIX + name, audit, value)
                .description(description)
                .register(registry);
    }

    private double oldest(RiskOperations risk) {
        return risk.held()
                .oldest()
                .map(since ->
                        Math.max(0, Duration.between(since, clock.instant()).toMillis()))
                .orElse(0L);
    }

    /** Nothing is known before the index is open. */
    private static ToDoubleFunction<RiskOperations> known(ToDoubleFunction<RiskOperations> value) {
        return risk -> {
            try {
                return value.applyAsDouble(risk);
            } catch (NotReadyException e) {
                return Double.NaN;
            }
        };
    }
}
