// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.stream;

import com.nimbusds.jose.JWSAlgorithm;
import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.SnapshotHandler;
import io.tocsin.receiver.StreamSettings;
import io.tocsin.receiver.http.HttpsClient;
import io.tocsin.receiver.http.StatusException;
import io.tocsin.receiver.intake.InboundStream;
import io.tocsin.receiver.intake.Intake;
import io.tocsin.receiver.key.JwksKeys;
import io.tocsin.receiver.key.KeySource;
import io.tocsin.receiver.poll.Poller;
import io.tocsin.receiver.token.AccessTokens;
import io.tocsin.receiver.token.AuthorizedCalls;
import io.tocsin.receiver.verify.Expectations;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one stream running, on a virtual thread of its own: sets it up, then polls it or looks after it, and begins
 * anew when it fails or is gone, for ever.
 */
public final class StreamKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamKeeper.class);
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final Duration STOP = Duration.ofSeconds(15);

    private final InboundStream stream;
    private final StreamSettings settings;
    private final @Nullable SnapshotHandler snapshots;
    private final HttpsClient http;
    private final InstantSource clock;
    private final @Nullable AuthorizedCalls calls;
    private final @Nullable Poller poller;
    private final BackOff backOff = new BackOff(RandomGenerator.getDefault());
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private boolean flushing;
    private volatile @Nullable KeptStream kept;

    /**
     * The {@code lane} is shared by all streams of one transmitter.
     *
     * @param snapshots null if nobody wants to know what was before
     */
    public StreamKeeper(
            InboundStream stream,
            Intake intake,
            @Nullable SnapshotHandler snapshots,
            HttpsClient http,
            ReentrantLock lane,
            InstantSource clock,
            int maxSetBytes) {
        this.stream = stream;
        this.settings = stream.settings();
        this.snapshots = snapshots;
        this.http = http;
        this.clock = clock;
        this.calls = settings.credentials() == null
                ? null
                : new AuthorizedCalls(
                        http, new AccessTokens(http, settings.credentials(), settings.issuer(), clock), lane);
        this.poller = settings.delivery() instanceof DeliverySettings.Poll poll
                ? new Poller(stream, intake, poll, clock, maxSetBytes)
                : null;
        this.thread =
                Thread.ofVirtual().name("tocsin-stream-" + settings.name()).unstarted(this::keep);
    }

    public void start() {
        thread.start();
    }

    private void keep() {
        while (!isStopping()) {
            try {
                stream.settingUp();
                setUp();
                stream.running();
                LOG.info("Stream {} is set up", settings.name());
                while (!isStopping()) {
                    round();
                }
            } catch (InterruptedException stop) {
                LOG.trace("Stream {} was interrupted", settings.name());
            } catch (IOException | RuntimeException e) {
                fail("Stream {} is not set up: {}", e);
            } catch (Error e) {
                // of a handler's code, or for want of memory: a stream that nobody keeps would be deaf for good
                LOG.error("Stream {} failed, and is set up anew", settings.name(), e);
                fail("Stream {} is not set up: {}", e);
            }
        }
        endInterrupts();
        flush();
        stream.stopped();
    }

    /** One poll or one look after a push stream; a failure that another set-up cannot mend ends in back-off here. */
    private void round() throws IOException, InterruptedException {
        KeptStream current = kept;
        try {
            Duration rest = current == null ? Duration.ofHours(1) : current.round();
            if (rest.isNegative()) {
                stream.failing(
                        "some of its SETs could not be judged or handled, and are asked for again; the log says why");
                pause(backOff.next(Optional.empty()));
            } else {
                stream.running();
                backOff.succeeded();
                pause(rest);
            }
        } catch (StatusException e) {
            if (e.status() == NOT_FOUND || e.status() == GONE || e.status() == UNAUTHORIZED) {
                throw e;
            }
            fail("Stream {} does not answer as it should: {}", e);
        } catch (IOException e) {
            fail("Stream {} is out of reach: {}", e);
        }
    }

    private void setUp() throws IOException, InterruptedException {
        AuthorizedCalls authorized = calls;
        if (authorized == null) {
            URI jwks = settings.jwksUri() != null
                    ? settings.jwksUri()
                    : TransmitterMetadata.discover(http, settings.issuer()).jwksUri();
            expect(jwks, settings.audience());
            return;
        }
        TransmitterMetadata metadata = TransmitterMetadata.discover(http, settings.issuer());
        stream.requireMembers(metadata.criticalSubjectMembers());
        URI jwks = settings.jwksUri() != null ? settings.jwksUri() : metadata.jwksUri();
        if (!settings.audience().isEmpty()) {
            // a transmitter may push before it has answered the create request
            expect(jwks, settings.audience());
        }
        StreamApi api = new StreamApi(metadata, authorized, settings);
        StreamConfiguration config = new StreamSetup(api, stream).establish();
        stream.identify(config.streamId());
        if (settings.audience().isEmpty()) {
            expect(jwks, config.aud());
        }
        catchUp(metadata, authorized, config.streamId());
        kept = new KeptStream(stream, api, config, authorized, poller, clock);
    }

    /** What came before the stream, or while we were gone. The stream is there by now, so nothing falls in between. */
    private void catchUp(TransmitterMetadata metadata, AuthorizedCalls authorized, String streamId)
            throws IOException, InterruptedException {
        Expectations expected = stream.expectations();
        if (snapshots != null && metadata.snapshotEndpoint() != null && expected != null) {
            new SnapshotClient(authorized, metadata.snapshotEndpoint(), snapshots).take(stream, streamId, expected);
        }
    }

    private void expect(URI jwksUri, Set<String> audience) {
        Expectations known = stream.expectations();
        // the same keys again, with what their cache knows of failed and recent fetches
        KeySource keys = known != null
                        && known.keys() instanceof JwksKeys before
                        && before.uri().equals(jwksUri)
                ? before
                : new JwksKeys(jwksUri, http, clock, JwksKeys.Pace.DEFAULT);
        Set<JWSAlgorithm> algorithms = new HashSet<>();
        settings.algorithms().forEach(name -> algorithms.add(JWSAlgorithm.parse(name)));
        stream.expect(new Expectations(settings.issuer(), audience, algorithms, keys, settings.legacySubject()));
    }

    private void fail(String message, Throwable e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        stream.failing(why);
        LOG.warn(message, settings.name(), why);
        Optional<Duration> asked = e instanceof StatusException status ? status.retryAfter() : Optional.empty();
        try {
            pause(backOff.next(asked));
        } catch (InterruptedException stop) {
            LOG.trace("Stream {} was interrupted", settings.name());
        }
    }

    private void pause(Duration wait) throws InterruptedException {
        if (!wait.isZero()) {
            boolean stop = stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            LOG.trace("Stream {} goes on, stopping: {}", settings.name(), stop);
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** From here on nobody interrupts: the last acknowledgements have to get out. */
    private void endInterrupts() {
        synchronized (stopping) {
            flushing = true;
        }
        boolean interrupted = Thread.interrupted();
        LOG.trace("Stream {} ends, interrupted: {}", settings.name(), interrupted);
    }

    private void flush() {
        KeptStream current = kept;
        if (current != null) {
            try {
                current.flush();
            } catch (IOException | InterruptedException e) {
                LOG.warn("The last acknowledgements of stream {} were not sent, it will send again", settings.name());
            }
        }
    }

    /**
     * Deletes the stream at the transmitter and stops. Waits; not for event loops.
     *
     * @throws IOException if it may still be there
     */
    public void delete() throws IOException, InterruptedException {
        close();
        KeptStream current = kept;
        if (current == null) {
            throw new IOException("stream " + settings.name() + " was not deleted: "
                    + (calls == null
                            ? "without credentials, that is for the transmitter to do"
                            : "it has not been set up, so it is not known which one it is at the transmitter"));
        }
        current.delete();
    }

    /** Ends a poll that waits, lets what it brought before be handled, sends the last acknowledgements. */
    @Override
    public void close() {
        synchronized (stopping) {
            stopping.countDown();
            if (!flushing) {
                thread.interrupt();
            }
        }
        try {
            if (!thread.join(STOP)) {
                LOG.warn("Stream {} did not stop in {}", settings.name(), STOP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
