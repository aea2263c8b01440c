// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.intake;

import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.StreamHealth;
import io.tocsin.receiver.StreamHealth.Phase;
import io.tocsin.receiver.StreamSettings;
import io.tocsin.receiver.verify.Expectations;
import io.tocsin.schemas.stream.StreamStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What is known of one stream at run time; written by its keeper and by what comes in, read by all. */
public final class InboundStream {
    private final StreamSettings settings;
    private final Challenges challenges = new Challenges();
    private final CompletableFuture<Void> setUp = new CompletableFuture<>();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private volatile @Nullable Expectations expectations;
    private volatile @Nullable String id;
    private volatile Set<String> criticalMembers = Set.of();
    private volatile StreamStatus status = StreamStatus.ENABLED;
    private volatile Phase phase = Phase.STARTING;
    private volatile @Nullable String trouble;
    private volatile boolean verifiable;
    private volatile boolean caughtUp;
    private volatile @Nullable Instant heard;
    private volatile @Nullable Instant verified;

    public InboundStream(StreamSettings settings) {
        this.settings = settings;
        this.id = settings.streamId();
        this.verifiable = settings.credentials() != null;
    }

    public StreamSettings settings() {
        return settings;
    }

    public String name() {
        return settings.name();
    }

    /** Null until the transmitter's metadata and the stream's audience are known. */
    public @Nullable Expectations expectations() {
        return expectations;
    }

    public void expect(Expectations known) {
        expectations = known;
    }

    /** The transmitter's {@code stream_id}, null while unknown. */
    public @Nullable String id() {
        return id;
    }

    public void identify(String streamId) {
        id = streamId;
    }

    /** Members of complex subjects that must be understood (SSF 1.0 §3.6). */
    public Set<String> criticalMembers() {
        return criticalMembers;
    }

    public void requireMembers(Set<String> critical) {
        criticalMembers = Set.copyOf(critical);
    }

    /** A new {@code state} to send with a verification request. */
    public String nextChallenge() {
        return challenges.next();
    }

    boolean isChallenge(String state) {
        return challenges.contains(state);
    }

    /** What comes from here on until the stream runs may leave behind what came before it. */
    public void settingUp() {
        caughtUp = false;
    }

    public void running() {
        caughtUp = true;
        phase = Phase.RUNNING;
        trouble = null;
        setUp.complete(null);
    }

    /** Completes when the stream runs for the first time. */
    public CompletableFuture<Void> whenSetUp() {
        return setUp.copy();
    }

    public void failing(String why) {
        phase = Phase.FAILING;
        trouble = why;
    }

    public void stopped() {
        phase = Phase.STOPPED;
    }

    public StreamStatus status() {
        return status;
    }

    public void status(StreamStatus now) {
        status = now;
    }

    /** Everything the transmitter had for us is in: after a poll that left nothing behind. */
    public void drained(Instant at) {
        heard(at);
    }

    /**
     * A SET came. What waits behind it nobody knows: on a polled stream that is for the poll to tell, on a pushed one
     * for the verification event that was asked for, if one was.
     */
    void brought(Instant at) {
        if (settings.delivery() instanceof DeliverySettings.Push && !verifiable) {
            heard(at);
        }
    }

    /** Its SETs are all the proof there is that it works. */
    public void cannotBeVerified() {
        verifiable = false;
    }

    void verified(Instant at) {
        verified = at;
        if (settings.delivery() instanceof DeliverySettings.Push) {
            heard(at);
        }
    }

    /**
     * A stream that is not enabled brings nothing, however alive its transmitter is; and pushes come as soon as there
     * is a stream, before it is known what happened until then.
     */
    private void heard(Instant at) {
        if (status == StreamStatus.ENABLED && caughtUp) {
            heard = at;
        }
    }

    void countAccepted() {
        accepted.increment();
    }

    void countDuplicate() {
        duplicates.increment();
    }

    void countRejected() {
        rejected.increment();
    }

    public StreamHealth health() {
        return new StreamHealth(
                settings.name(),
                phase,
                Optional.ofNullable(trouble),
                status,
                Optional.ofNullable(heard),
                Optional.ofNullable(verified),
                accepted.sum(),
                duplicates.sum(),
                rejected.sum());
    }
}
