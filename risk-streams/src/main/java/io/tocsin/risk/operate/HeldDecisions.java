// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.operate;

import io.tocsin.risk.lookup.DecisionSummary;
import io.tocsin.risk.lookup.Lookup;
import io.tocsin.risk.lookup.TopicRecords.Found;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.risk.RiskControl.Ruling;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Decisions that the breaker holds until somebody rules on them. A ruling is written to {@code risk-control}; the
 * engine acts on it and records what became of the decision, which then is held no more.
 */
public final class HeldDecisions {
    /** More than anybody looks through; a ruling on all goes by what they have in common. */
    private static final int MOST = 10_000;

    private static final Duration SLACK = Duration.ofMinutes(1);

    private final Lookup lookup;
    private final TopicWriter writer;
    private final InstantSource clock;

    HeldDecisions(Lookup lookup, TopicWriter writer, InstantSource clock) {
        this.lookup = lookup;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * One that waits.
     *
     * @param connector whose signal brought it about; absent where no signal did, or it is not found any more
     */
    public record Held(
            Found<Decision> decision,
            List<Lookup.Name> names,
            @Nullable String connector) {
        public Held {
            names = List.copyOf(names);
        }
    }

    /**
     * Which of them; null for any.
     *
     * @param response the policy's response
     * @param rule a rule whose evidence counted
     * @param connector whose signal brought it about
     */
    public record Filter(
            @Nullable String tenant,
            @Nullable String response,
            @Nullable String rule,
            @Nullable String connector) {
        public static final Filter ALL = new Filter(null, null, null, null);

        private boolean fits(Held held) {
            Decision decision = held.decision().value();
            return (tenant == null || decision.principal().tenant().equals(tenant))
                    && (response == null || decision.response().equals(response))
                    && (rule == null
                            || decision.scoring().contributions().stream()
                                    .map(Contribution::rule)
                                    .anyMatch(rule::equals))
                    && (connector == null || connector.equals(held.connector()));
        }
    }

    /** The longest waiting first. */
    public List<Held> list(Filter filter, int limit) {
        lookup.refresh();
        List<Held> found = new ArrayList<>();
        for (DecisionSummary summary : lookup.held(MOST)) {
            Optional<Held> held = read(summary).filter(filter::fits);
            held.ifPresent(found::add);
            if (found.size() == limit) {
                break;
            }
        }
        return found;
    }

    /** One that waits, by the decision's id. */
    public Optional<Held> find(String id) {
        lookup.refresh();
        return lookup.held(MOST).stream()
                .filter(summary -> summary.id().equals(id))
                .findFirst()
                .flatMap(this::read);
    }

    /** How many wait. */
    public long count() {
        return lookup.heldCount();
    }

    /** Since when the one that waits longest does, by event time. */
    public Optional<Instant> oldest() {
        return lookup.held(1).stream().findFirst().map(DecisionSummary::at);
    }

    /**
     * Rules on these.
     *
     * @param by who does
     * @return completes when that is safe; the engine acts on it in a moment
     */
    public CompletableFuture<Void> rule(List<Held> held, Ruling ruling, String by, @Nullable String note) {
        Instant now = clock.instant();
        CompletableFuture<?>[] written = held.stream()
                .map(each -> each.decision().value())
                .map(decision ->
                        new RiskControl.HeldVerdict(decision.principal(), decision.id(), ruling, by, note, now))
                .map(verdict -> writer.write(Topics.RISK_CONTROL, verdict.key(), verdict))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(written);
    }

    private Optional<Held> read(DecisionSummary summary) {
        return lookup.read(summary).map(found -> new Held(found, lookup.names(summary.principal()), connector(found)));
    }

    private @Nullable String connector(Found<Decision> found) {
        Decision decision = found.value();
        if (!(decision.trigger() instanceof Decision.Trigger.Told told)) {
            return null;
        }
        CanonicalId whose = decision.scoring().contributions().stream()
                .filter(c -> c.signalId().equals(told.id()))
                .map(Contribution::origin)
                .findFirst()
                .orElse(decision.principal());
        return lookup.signals(whose, Set.of(told.id()), found.recorded().minus(SLACK)).values().stream()
                .map(Found::value)
                .map(Signal::source)
                .map(source -> source.connector())
                .findFirst()
                .orElse(null);
    }
}
