// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.operate;

import io.tocsin.risk.audit.AuditConfig;
import io.tocsin.risk.audit.AuditCounts;
import io.tocsin.risk.audit.AuditKeys;
import io.tocsin.risk.audit.Auditor;
import io.tocsin.risk.audit.Verifier;
import io.tocsin.risk.explanation.Explanations;
import io.tocsin.risk.explanation.RiskReports;
import io.tocsin.risk.lookup.Lookup;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Explanations, the decision log and what is held back, for whoever operates this. Runs beside the stage and holds
 * nothing of it up: where Kafka does not answer it comes up later.
 */
public final class RiskOperations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RiskOperations.class);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final String FOLDER = "lookup";

    private final Map<String, String> kafka;
    private final Wire wire;
    private final InstantSource clock;
    private final Supplier<List<PolicyVersion>> shadows;
    private final Path folder;
    private final AuditKeys keys;
    private final Auditor auditor;
    private final Verifications verifications;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread opening =
            Thread.ofPlatform().name("risk-lookup-open").daemon().unstarted(this::open);
    private volatile @Nullable Opened opened;

    /** What needs the index. */
    private record Opened(
            Lookup lookup,
            Explanations explanations,
            RiskReports reports,
            DecisionLog decisions,
            HeldDecisions held,
            TopicWriter writer) {}

    private RiskOperations(
            AuditConfig audit,
            Path stateDir,
            Map<String, String> kafka,
            Wire wire,
            Supplier<List<PolicyVersion>> shadows,
            InstantSource clock) {
        this.shadows = shadows;
        this.kafka = Map.copyOf(kafka);
        this.wire = wire;
        this.clock = clock;
        this.folder = stateDir.resolve(FOLDER);
        this.keys = AuditKeys.open(audit.keysFile(stateDir), audit.trustedKeys(), clock);
        this.verifications = new Verifications(new Verifier(kafka, wire, keys), clock);
        this.auditor = Auditor.start(audit, kafka, wire, keys, clock);
        opening.start();
    }

    /**
     * Starts.
     *
     * @param stateDir where the index is kept
     * @param wire stays the caller's to close, after this
     * @param shadows those in force
     * @throws IllegalArgumentException if a key file is not as it must be
     */
    public static RiskOperations start(
            AuditConfig audit,
            Path stateDir,
            Map<String, String> kafka,
            Wire wire,
            Supplier<List<PolicyVersion>> shadows,
            InstantSource clock) {
        return new RiskOperations(audit, stateDir, kafka, wire, shadows, clock);
    }

    private void open() {
        while (closing.getCount() > 0) {
            try {
                Lookup lookup = Lookup.open(folder, kafka, wire);
                if (closing.getCount() == 0) {
                    lookup.close();
                    return;
                }
                TopicWriter writer = TopicWriter.open(kafka, wire);
                opened = new Opened(
                        lookup,
                        new Explanations(lookup),
                        new RiskReports(lookup, clock, shadows),
                        new DecisionLog(lookup),
                        new HeldDecisions(lookup, writer, clock),
                        writer);
                return;
            } catch (KafkaException e) {
                LOG.warn("nothing can be looked up yet, trying again: {}", e.getMessage());
                pause();
            } catch (RuntimeException e) {
                LOG.error("nothing can be looked up: the index in {} cannot be opened", folder, e);
                return;
            }
        }
    }

    private Opened opened() {
        Opened now = opened;
        if (now == null) {
            throw new NotReadyException("the index of what was decided is not open yet, or its folder is in use");
        }
        return now;
    }

    public Explanations explanations() {
        return opened().explanations();
    }

    public RiskReports reports() {
        return opened().reports();
    }

    public DecisionLog decisions() {
        return opened().decisions();
    }

    public HeldDecisions held() {
        return opened().held();
    }

    /** The index itself, once it is open. */
    public Optional<Lookup> lookup() {
        return Optional.ofNullable(opened).map(Opened::lookup);
    }

    public Verifications verifications() {
        return verifications;
    }

    public AuditKeys auditKeys() {
        return keys;
    }

    public AuditCounts auditCounts() {
        return auditor.counts();
    }

    private void pause() {
        try {
            closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            opening.join(RETRY.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        verifications.close();
        auditor.close();
        Opened now = opened;
        if (now != null) {
            now.writer().close();
            now.lookup().close();
        }
    }
}
