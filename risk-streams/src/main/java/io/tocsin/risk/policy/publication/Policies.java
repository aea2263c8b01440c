// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.publication;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.overlap.Overlap;
import io.tocsin.risk.policy.overlap.OverlapReader;
import io.tocsin.risk.policy.publication.PublicationException.Kind;
import io.tocsin.schemas.policy.PolicyEntry;
import io.tocsin.schemas.policy.PolicyEntry.Shadow;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies in force, as every instance knows them, and how they are changed. What is in force stays so whatever
 * goes wrong with an order: a document is checked before it is written, and one record is all that is written.
 */
public final class Policies implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Policies.class);

    private static final int CHANGES = 8;

    private final PublicationConfig config;
    private final Configured configured;
    private final InstantSource clock;
    private final Broadcast broadcast;
    private final OverlapReader overlaps;
    private final PolicyTopic topic;
    private final Reminder reminder;

    private Policies(
            PublicationConfig config,
            Configured configured,
            Map<String, String> kafka,
            Wire wire,
            TopicWriter writer,
            InstantSource clock) {
        this.config = config;
        this.configured = configured;
        this.clock = clock;
        this.broadcast = new Broadcast(writer);
        this.overlaps = new OverlapReader(kafka, wire);
        this.topic = PolicyTopic.open(kafka, wire, writer, this::moved);
        this.reminder = Reminder.start(this::leftBehind, clock);
    }

    /**
     * Reads what is in force, tells it to the risk stage, and follows what is published from now on.
     *
     * @param writer stays the caller's to close, after this
     * @throws org.apache.kafka.common.KafkaException if the topic cannot be read
     */
    public static Policies start(
            PublicationConfig config,
            Configured configured,
            Map<String, String> kafka,
            Wire wire,
            TopicWriter writer,
            InstantSource clock) {
        Policies policies = new Policies(config, configured, kafka, wire, writer, clock);
        policies.history().latest().ifPresent(step -> {
            if (!step.entry()
                    .active()
                    .hash()
                    .equals(configured.policy().version().hash())) {
                log.info(
                        "policies: {} is in force, not the file of the configuration; to use that, publish it",
                        NextStep.text(step.entry().active()));
            }
        });
        return policies;
    }

    public PolicyHistory history() {
        return topic.history();
    }

    /** The latest steps as partitions of the risk stage are told of them, the oldest first; as many as one keeps. */
    public List<RiskControl.PolicyChange> changes() {
        PolicyHistory now = history();
        List<PolicyHistory.Step> steps = now.steps();
        return steps.subList(Math.max(0, steps.size() - CHANGES), steps.size()).stream()
                .map(now::change)
                .toList();
    }

    /** The policy of the configuration. */
    public Configured configured() {
        return configured;
    }

    /**
     * Carries an order out, and returns the step once it is in force on this instance and on its way to all others.
     *
     * @param by who gave it
     * @throws io.tocsin.risk.policy.document.PolicyException with every mistake of the document
     * @throws PublicationException if it cannot be carried out; nothing has changed
     * @throws UnconfirmedException if Kafka did not say whether it was written; nothing else has changed
     */
    public PolicyHistory.Step carryOut(PolicyOrder order, String by) {
        Instant now = clock.instant();
        if (history().latest().isEmpty()) {
            if (order instanceof PolicyOrder.Publish publish) {
                // a mistake in the document must not leave even this behind
                Policy.check("policy", publish.text().getBytes(UTF_8), now);
            }
            write(NextStep.adopt(configured.policy().version(), configured.text(), now, by));
        }
        return write(new NextStep(history(), now, by).of(order, config.soakOrDefault()));
    }

    /** Since when a version is a shadow, or was one last. */
    public Optional<Instant> shadowSince(PolicyVersion version) {
        return history().steps().reversed().stream()
                .flatMap(step -> step.entry().shadows().stream())
                .filter(shadow -> shadow.version().equals(version))
                .map(Shadow::since)
                .findFirst();
    }

    /** What a shadow would have sent beside what was sent; reads all decisions since, which may take a while. */
    public Overlap overlap(PolicyVersion shadow, Instant since) {
        return overlaps.read(shadow, since, clock.instant());
    }

    /** The shadows in force. */
    public List<Shadow> shadows() {
        return history().latest().map(step -> step.entry().shadows()).orElse(List.of());
    }

    /** Those that have been a shadow for longer than anybody watches one. */
    public List<Shadow> leftBehind() {
        Instant limit = clock.instant().minus(config.reminderOrDefault());
        return shadows().stream()
                .filter(shadow -> shadow.since().isBefore(limit))
                .toList();
    }

    public Duration soak() {
        return config.soakOrDefault();
    }

    private PolicyHistory.Step write(PolicyEntry entry) {
        try {
            PolicyHistory after = topic.attempt(entry).join();
            Optional<PolicyHistory.Step> mine = after.steps().stream()
                    .filter(step -> step.entry().id().equals(entry.id()))
                    .findFirst();
            return mine.orElseThrow(() -> new PublicationException(
                    Kind.OVERTAKEN,
                    "somebody else changed the policies at the same moment, so nothing was done; look at what is in"
                            + " force now, and try again"));
        } catch (CompletionException e) {
            throw new UnconfirmedException(
                    "Kafka did not confirm the change; look at what is in force before trying again", e.getCause());
        }
    }

    private void moved(PolicyHistory now) {
        now.latest().ifPresent(step -> {
            log.info(
                    "policies: step {}, {} by {}: {} decides, {} shadows",
                    step.entry().number(),
                    step.entry().action(),
                    step.entry().by(),
                    NextStep.text(step.entry().active()),
                    step.entry().shadows().size());
            broadcast.tell(now.change(step));
        });
    }

    @Override
    public void close() {
        reminder.close();
        topic.close();
        broadcast.close();
    }
}
