// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.operate;

import io.tocsin.risk.audit.Verification;
import io.tocsin.risk.audit.Verifier;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifications of the decision log, one after the other; the latest are remembered. */
public final class Verifications implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Verifications.class);
    private static final int REMEMBERED = 16;

    private final Verifier verifier;
    private final InstantSource clock;
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("risk-verify").daemon().factory());

    /** How far a verification has come. */
    public enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * One verification.
     *
     * @param read records looked at so far
     * @param result once it is done
     * @param problem why it failed
     */
    public record Progress(
            String id,
            State state,
            Instant started,
            long read,
            @Nullable Verification result,
            @Nullable String problem) {}

    private static final class Run {
        private final Instant started;
        private final AtomicLong read = new AtomicLong();
        private volatile State state = State.WAITING;
        private volatile @Nullable Verification result;
        private volatile @Nullable String problem;

        Run(Instant started) {
            this.started = started;
        }
    }

    Verifications(Verifier verifier, InstantSource clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    /** Begins one; absent bounds are those of the log. */
    public Progress begin(@Nullable Instant from, @Nullable Instant to) {
        String id = UUID.randomUUID().toString();
        Run run = new Run(clock.instant());
        synchronized (runs) {
            runs.put(id, run);
            while (runs.size() > REMEMBERED) {
                runs.remove(runs.keySet().iterator().next());
            }
        }
        worker.execute(() -> verify(run, from, to));
        return progress(id, run);
    }

    private void verify(Run run, @Nullable Instant from, @Nullable Instant to) {
        run.state = State.RUNNING;
        try {
            Verification result = verifier.verify(from, to, run.read);
            run.result = result;
            run.state = State.DONE;
            if (!result.intact()) {
                LOG.error("the decision log is not as it was sealed: {} findings", findings(result));
            }
        } catch (RuntimeException e) {
            LOG.warn("the decision log could not be verified", e);
            run.problem = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            run.state = State.FAILED;
        }
    }

    private static long findings(Verification result) {
        return result.foreign().size()
                + result.partitions().stream()
                        .mapToLong(partition -> partition.findings().size())
                        .sum();
    }

    /** How one that was begun here goes. */
    public Optional<Progress> find(String id) {
        synchronized (runs) {
            return Optional.ofNullable(runs.get(id)).map(run -> progress(id, run));
        }
    }

    private static Progress progress(String id, Run run) {
        return new Progress(id, run.state, run.started, run.read.get(), run.result, run.problem);
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
