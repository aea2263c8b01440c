// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import io.tocsin.risk.decision.Effects;
import io.tocsin.risk.engine.Engine;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.regime.Applied;
import io.tocsin.risk.regime.Neighbourhood;
import io.tocsin.risk.regime.Regime;
import io.tocsin.schemas.risk.Grounds;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.risk.RiskFlow;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition at work. For each input: time comes to the input's timestamp, and whatever fell due by then happens, in
 * the order of deadline and principal; then the input is taken in; then what it makes other principals of this same
 * partition hear. A record is stored before anything of it is forwarded, in one write.
 */
final class Partition implements Neighbourhood {
    private static final Logger log = LoggerFactory.getLogger(Partition.class);
    /** How far time is left behind the clock when nothing comes in, so that no input on its way is overtaken. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    /** Sorts before every principal, and is none. */
    private static final String SOURCE = "\0source|";

    private static final Duration IDLE = Duration.ofSeconds(1);

    private final Records records;
    private final PolicyTimeline policies;
    private final Sources sources;
    private final Set<Sources.Source> silent = new HashSet<>();
    private final Deadlines deadlines = new Deadlines();
    private final Revocations revocations = new Revocations();
    private final Forwarding forwarding;
    private final Locality locality;
    private final Engine engine;
    private final Tally tally;
    private final InstantSource clock;
    private final Deque<Inside> inside = new ArrayDeque<>();
    private Instant time = Instant.MIN;
    /** Or when it began: what came before that may still be on its way to it. */
    private Instant lastInput;

    private Instant ticked = Instant.MIN;

    /** What one principal makes another of this partition hear, at the time of the input that led to it. */
    private record Inside(CanonicalId to, Object what, long timestamp) {}

    Partition(ProcessorContext<Object, Object> context, RiskProcessor.Nodes nodes, RiskProcessor.Setting setting) {
        this.records = new Records(context.getStateStore(nodes.recordStore()));
        this.policies = new PolicyTimeline(
                setting.configured(), setting.shelf(), context.getStateStore(nodes.controlStore()), setting.controls());
        this.sources = new Sources(context.getStateStore(nodes.controlStore()));
        this.forwarding = new Forwarding(context, nodes, setting.decisions().deserializer(), setting.clock());
        this.locality =
                new Locality(context.taskId().partition(), setting.partitions().getAsInt());
        this.tally = setting.tally();
        this.clock = setting.clock();
        this.lastInput = clock.instant();
        this.engine = new Engine(
                this,
                decision -> setting.decisions().serializer().serialize(Topics.DECISIONS.name(), decision),
                bytes -> setting.decisions().deserializer().deserialize(Topics.DECISIONS.name(), bytes));
        start();
    }

    /** What the task before this one knew, from what it stored. */
    private void start() {
        records.heads(head -> {
            deadlines.set(head.principal().text(), head.deadline());
            revocations.start(head);
            forwarding.willRepeat(head);
        });
        sources.all().forEach(this::watch);
    }

    /** Nobody may come by for a while: says again by itself what a task before this one may not have got out. */
    void repeatOnce() {
        forwarding.repeatOnce(records);
    }

    void take(Record<Object, Object> input) {
        forwarding.repeatOnce(records);
        lastInput = clock.instant();
        try {
            comeTo(InputTime.of(input.value()), input.timestamp());
            dispatch(input.key(), input.value(), input.timestamp());
            drain();
        } catch (RuntimeException e) {
            inside.clear();
            records.forgetAtHand();
            throw e;
        }
    }

    /** Writes down that time passes, where something is due and nothing comes in that would say so. */
    void lookUp() {
        forwarding.repeatOnce(records);
        Instant now = clock.instant();
        Instant until = now.minus(MARGIN);
        if (lastInput.plus(IDLE).isBefore(now)
                && until.isAfter(ticked)
                && deadlines.due(until).isPresent()) {
            ticked = until;
            forwarding.control(new RiskControl.Tick(locality.partition(), until), until.toEpochMilli());
        }
    }

    private void dispatch(Object key, Object value, long timestamp) {
        switch (value) {
            case RiskControl.Tick tick -> {}
            case RiskControl.PolicyChange change -> {
                policies.take(change);
                sources.all().forEach(this::watch);
            }
            case RiskControl.SourceStatus status -> {
                sources.take(status);
                noticed(new Sources.Source(status.tenant(), status.vendor()), timestamp);
            }
            case RiskControl.HeldVerdict verdict -> hear(verdict.principal(), verdict, timestamp);
            case RiskControl.Feedback feedback -> hear(feedback.principal(), feedback, timestamp);
            case Signal signal -> {
                Sources.Source source = new Sources.Source(
                        signal.source().tenant(), signal.source().vendor());
                if (Sources.heartbeat(regime(), source.vendor()).isPresent()) {
                    sources.hear(source, signal.times().ingested());
                    noticed(source, timestamp);
                }
                hear((CanonicalId) key, signal, timestamp);
            }
            case RiskFlow flow -> hear(flow.to(), flow, timestamp);
            default -> throw new IllegalStateException("nobody hears a " + value.getClass());
        }
    }

    private void drain() {
        for (Inside next = inside.poll(); next != null; next = inside.poll()) {
            hear(next.to, next.what, next.timestamp);
        }
    }

    private void hear(CanonicalId principal, Object what, long timestamp) {
        RiskRecord record = records.get(principal);
        boolean counted = record.isStored() && record.counts();
        Regime regime = regime();
        Effects effects = switch (what) {
            case Signal signal -> engine.take(record, signal, regime);
            case RiskFlow flow -> engine.take(record, flow, regime);
            case RiskControl.HeldVerdict verdict -> engine.take(record, verdict, regime);
            case RiskControl.Feedback feedback -> engine.take(record, feedback, regime);
            default -> throw new IllegalStateException("nobody hears a " + what.getClass());
        };
        follow(record, counted, effects, timestamp);
    }

    /** Lets happen what falls due by then. */
    private void comeTo(Instant now, long timestamp) {
        if (!now.isAfter(time)) {
            return;
        }
        for (Optional<Deadlines.Entry> next = deadlines.due(now); next.isPresent(); next = deadlines.due(now)) {
            Deadlines.Entry due = next.get();
            time = due.at().isAfter(time) ? due.at() : time;
            deadlines.set(due.principal(), null);
            if (due.principal().startsWith(SOURCE)) {
                fallSilent(due, timestamp);
            } else {
                pass(CanonicalId.parse(due.principal()), due.at(), timestamp);
            }
            drain();
        }
        time = now;
    }

    private void pass(CanonicalId principal, Instant at, long timestamp) {
        RiskRecord record = records.find(principal);
        if (record != null) {
            boolean counted = record.counts();
            follow(record, counted, engine.pass(record, at, regime()), timestamp);
        }
    }

    private void follow(RiskRecord record, boolean counted, Effects effects, long timestamp) {
        CanonicalId principal = record.principal();
        if (!effects.fresh().isEmpty()) {
            record.decidedAt(timestamp);
            effects.fresh().forEach(tally::count);
        }
        if (effects.removed()) {
            records.remove(principal);
        } else if (effects.changed()) {
            records.put(record);
        } else {
            records.keep(record);
        }
        if (effects.changed()) {
            deadlines.set(
                    record.text(), effects.removed() ? null : record.deadline().orElse(null));
            boolean counts = !effects.removed() && record.counts();
            if (counts && !counted) {
                revocations.appear(principal);
            } else if (counted && !counts) {
                revocations.disappear(principal);
            }
        }
        effects.flows().forEach(flow -> pass(flow.to(), flow, timestamp));
        effects.redirects().forEach(redirect -> pass(redirect.to(), redirect.signal(), timestamp));
        effects.said().forEach(said -> pass(said.to(), said.word(), timestamp));
        forwarding.forward(principal, effects, timestamp);
    }

    private void pass(CanonicalId to, Object what, long timestamp) {
        if (locality.isHere(to)) {
            inside.add(new Inside(to, what, timestamp));
        } else {
            forwarding.elsewhere(to, what, timestamp);
        }
    }

    private void watch(Sources.Source source) {
        deadlines.set(
                nameOf(source), sources.silentAt(policies.latest(), source).orElse(null));
    }

    /** By which its silence is among the deadlines. */
    private static String nameOf(Sources.Source source) {
        return SOURCE + source.tenant() + "|" + source.vendor();
    }

    /** A source is heard of: those who were unknown for want of it alone are known again. */
    private void noticed(Sources.Source source, long timestamp) {
        watch(source);
        Instant silentAt = sources.silentAt(regime(), source).orElse(Instant.MAX);
        if (silentAt.isAfter(time) && silent.remove(source)) {
            everybody(source, time, timestamp);
        }
    }

    private void fallSilent(Deadlines.Entry due, long timestamp) {
        for (Sources.Source source : sources.all()) {
            if (due.principal().equals(nameOf(source))) {
                Instant silentAt = sources.silentAt(policies.latest(), source).orElse(Instant.MAX);
                if (silentAt.isAfter(due.at())) {
                    watch(source);
                } else if (silent.add(source)) {
                    log.warn("risk: vendor {} has gone silent; what it would tell is unknown", source.vendor());
                    everybody(source, due.at(), timestamp);
                }
            }
        }
    }

    /** Looks at everybody whom the source has spoken of; takes a while where these are many, which is seldom. */
    private void everybody(Sources.Source source, Instant at, long timestamp) {
        List<CanonicalId> concerned = new ArrayList<>();
        records.heads(head -> {
            if (head.counts() && head.principal().tenant().equals(source.tenant())) {
                concerned.add(head.principal());
            }
        });
        concerned.forEach(principal -> {
            RiskRecord record = records.find(principal);
            if (record != null && record.heard().of(source.vendor()).isPresent()) {
                pass(principal, at, timestamp);
                drain();
            }
        });
    }

    private Regime regime() {
        return policies.at(time);
    }

    @Override
    public boolean isQuiet(String tenant, String vendor, Duration heartbeat, Instant at) {
        return sources.isQuiet(new Sources.Source(tenant, vendor), heartbeat, at);
    }

    @Override
    public Grounds.Counted counted(Applied policy, CanonicalId principal, String connector, Instant at) {
        return revocations.counted(policy, principal, connector, at);
    }

    @Override
    public void revoked(Applied policy, CanonicalId principal, String connector, Instant at) {
        revocations.add(policy.policy().version().hash(), principal, connector, at);
    }
}
