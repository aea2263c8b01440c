// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import io.tocsin.risk.identity.IdentityConfig;
import io.tocsin.risk.identity.IdentityMetrics;
import io.tocsin.risk.identity.IdentityProcessor;
import io.tocsin.risk.identity.operate.IdentityOperations;
import io.tocsin.risk.operate.RiskOperations;
import io.tocsin.risk.policy.PoliciesInForce;
import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.task.PolicyShelf;
import io.tocsin.risk.task.Tally;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.risk.RiskControl.PolicyChange;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running risk stage. Its topics must exist; {@code resolved-signals} and {@code risk-flows} divided alike. */
public final class RiskStreams implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RiskStreams.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final Policy configured;
    private final Supplier<List<PolicyChange>> published;
    private final PolicyShelf shelf;
    private final Tally tally;
    private final RiskOperations operations;
    private final TopicWriter writer;
    private final IdentityOperations identity;
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private RiskStreams(
            KafkaStreams streams,
            Policy configured,
            Supplier<List<PolicyChange>> published,
            PolicyShelf shelf,
            Tally tally,
            RiskOperations operations,
            TopicWriter writer,
            IdentityConfig identity) {
        this.streams = streams;
        this.configured = configured;
        this.published = published;
        this.shelf = shelf;
        this.tally = tally;
        this.operations = operations;
        this.writer = writer;
        this.identity = new IdentityOperations(
                name -> streams.store(StoreQueryParameters.fromNameAndType(
                        name, QueryableStoreTypes.<String, byte[]>keyValueStore())),
                new IdentityOperations.StoreNames(RiskTopology.ALIASES, RiskTopology.PRINCIPALS, RiskTopology.PARKED),
                identity,
                writer,
                InstantSource.system());
    }

    /**
     * Reads the policy and starts.
     *
     * @param kafka client properties with {@code bootstrap.servers}
     * @param wire stays the caller's to close, after this
     * @throws io.tocsin.risk.policy.document.PolicyException if the policy has mistakes
     */
    public static RiskStreams start(RiskConfig config, Map<String, String> kafka, Wire wire) {
        return start(config, Policy.load(config.policy()), List::of, kafka, wire, IdentityMetrics.NONE);
    }

    /**
     * The same for a policy that was read already, where others are published, with somebody who counts.
     *
     * @param configured in force until one is published
     * @param published the latest changes that count, the oldest first: read before this is started, since nothing may
     *     be judged by the policy of the configuration that another one has replaced
     */
    public static RiskStreams start(
            RiskConfig config,
            Policy configured,
            Supplier<List<PolicyChange>> published,
            Map<String, String> kafka,
            Wire wire,
            IdentityMetrics metrics) {
        return start(config, configured, published, kafka, wire, metrics, InstantSource.system());
    }

    static RiskStreams start(
            RiskConfig config,
            Policy configured,
            Supplier<List<PolicyChange>> published,
            Map<String, String> kafka,
            Wire wire,
            IdentityMetrics metrics,
            InstantSource clock) {
        PolicyShelf shelf = new PolicyShelf(published);
        Tally tally = new Tally();
        KafkaStreams streams = new KafkaStreams(
                RiskTopology.build(
                        PoliciesInForce.only(configured),
                        shelf,
                        wire,
                        clock,
                        new TopicDivision(kafka),
                        tally,
                        new IdentityProcessor.Settings(config.identity(), metrics)),
                StreamsSettings.of(config, kafka, wire));
        // by a clock of its own: the stage's stamps what is decided
        RiskOperations operations = RiskOperations.start(
                config.audit(), config.stateDir(), kafka, wire, () -> shadows(published.get()), InstantSource.system());
        RiskStreams risk = new RiskStreams(
                streams,
                configured,
                published,
                shelf,
                tally,
                operations,
                TopicWriter.open(kafka, wire),
                config.identity());
        log.info("risk: policy {} {}", risk.policy().name(), risk.policy().hash());
        streams.setUncaughtExceptionHandler(new ThreadLosses(clock));
        streams.setStateListener((now, before) -> risk.moved(now));
        streams.start();
        return risk;
    }

    /** How many decisions of each outcome and cause were made here since the start. */
    public Map<Tally.Key, Long> decided() {
        return tally.counts();
    }

    /** Who is known to this process, and how an operator has a say in it. */
    public IdentityOperations identity() {
        return identity;
    }

    /** The policy that decides: the one published last, or that of the configuration where none ever was. */
    public PolicyVersion policy() {
        List<PolicyChange> changes = published.get();
        return changes.isEmpty()
                ? configured.version()
                : changes.getLast().active().version();
    }

    private static List<PolicyVersion> shadows(List<PolicyChange> changes) {
        return changes.isEmpty()
                ? List.of()
                : changes.getLast().shadows().stream()
                        .map(RiskControl.Document::version)
                        .toList();
    }

    /**
     * How often each condition failed while it ran, by where it stands in the document, of every policy that has been
     * in force here since the start, shadows among them; what never failed is left out.
     */
    public Map<PolicyVersion, Map<String, Long>> conditionFailures() {
        Map<PolicyVersion, Map<String, Long>> failures = new HashMap<>();
        shelf.read().forEach((version, policy) -> failures.put(version, policy.failures()));
        failures.put(configured.version(), configured.failures());
        failures.values().removeIf(Map::isEmpty);
        return failures;
    }

    /** What its operator can look at and do. */
    public RiskOperations operations() {
        return operations;
    }

    /** Hands its Kafka Streams to whoever measures it; it is not to be started, changed or closed there. */
    public void measure(Consumer<KafkaStreams> meters) {
        meters.accept(streams);
    }

    /** Completes when this is closed, exceptionally if it gave up: then the program should end. */
    public CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    /** Returns once signals are processed; throws {@link IllegalStateException} if they are not by then. */
    public void awaitRunning(Duration timeout) {
        try {
            running.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "risk is " + streams.state() + " after " + timeout + "; is Kafka reachable, do its topics exist?",
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("risk gave up while it started", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while risk starts", e);
        }
    }

    /** Commits, and leaves its partitions to others at once. */
    @Override
    public void close() {
        streams.close(CloseOptions.timeout(CLOSE_TIMEOUT)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        writer.close();
        // behind the stage, so that its last decisions are sealed
        operations.close();
        ended.complete(null);
    }

    private void moved(KafkaStreams.State now) {
        switch (now) {
            case RUNNING -> running.complete(null);
            case ERROR -> {
                IllegalStateException failure =
                        new IllegalStateException("risk gave up: its threads died too often, see the log");
                log.error("risk: gave up; nothing is decided any more");
                running.completeExceptionally(failure);
                ended.completeExceptionally(failure);
            }
            case NOT_RUNNING -> ended.complete(null);
            case CREATED, REBALANCING, PENDING_SHUTDOWN, PENDING_ERROR -> {}
        }
    }
}
