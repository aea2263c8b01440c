// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.stream;

import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.http.StatusException;
import io.tocsin.receiver.intake.InboundStream;
import io.tocsin.receiver.poll.Poller;
import io.tocsin.receiver.token.AuthorizedCalls;
import io.tocsin.schemas.stream.StreamStatus;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream that is set up: what is to be done for it, one round after another. */
final class KeptStream {
    private static final Logger LOG = LoggerFactory.getLogger(KeptStream.class);
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration NEVER = Duration.ofDays(36_500);
    private static final Duration BACK_OFF = Duration.ofMillis(-1);
    /** What another set-up may mend. */
    private static final Set<Integer> GONE = Set.of(401, 404, 410);

    private final InboundStream stream;
    private final StreamApi api;
    private final StreamConfiguration config;
    private final AuthorizedCalls calls;
    private final @Nullable Poller poller;
    private final @Nullable URI pollEndpoint;
    private final InstantSource clock;
    private Instant verifyAt;
    private Instant statusRead;

    KeptStream(
            InboundStream stream,
            StreamApi api,
            StreamConfiguration config,
            AuthorizedCalls calls,
            @Nullable Poller poller,
            InstantSource clock)
            throws IOException {
        this.stream = stream;
        this.api = api;
        this.config = config;
        this.calls = calls;
        this.poller = poller;
        this.clock = clock;
        this.pollEndpoint = poller == null
                ? null
                : config.endpointUrl()
                        .orElseThrow(() -> new IOException("the transmitter's poll stream has no endpoint_url"));
        this.verifyAt = clock.instant();
        this.statusRead = clock.instant();
    }

    /** How long to rest before the next round; negative: back off. */
    Duration round() throws IOException, InterruptedException {
        Instant now = clock.instant();
        if (!now.isBefore(verifyAt)) {
            requestVerification();
        }
        if (!now.isBefore(statusDue())) {
            readStatus();
        }
        if (poller != null && pollEndpoint != null) {
            return poll(poller, pollEndpoint);
        }
        Instant next = verifyAt.isBefore(statusDue()) ? verifyAt : statusDue();
        Duration rest = Duration.between(clock.instant(), next);
        // not for long: a SET may change the status meanwhile
        return rest.isNegative() ? Duration.ZERO : rest.compareTo(SOON) > 0 ? SOON : rest;
    }

    private Duration poll(Poller poll, URI endpoint) throws IOException, InterruptedException {
        return switch (poll.poll(calls, endpoint)) {
            case POLL_AGAIN -> Duration.ZERO;
            case REST ->
                stream.settings().delivery() instanceof DeliverySettings.Poll settings
                        ? settings.interval()
                        : Duration.ZERO;
            case BACK_OFF -> BACK_OFF;
        };
    }

    private void requestVerification() throws IOException, InterruptedException {
        try {
            if (!api.verify(config.streamId(), stream.nextChallenge())) {
                stream.cannotBeVerified();
            }
            verifyAt = clock.instant().plus(verifyInterval());
        } catch (IOException e) {
            boolean answered = e instanceof StatusException status && !GONE.contains(status.status());
            if (poller == null && !answered) {
                throw e;
            }
            // on a poll stream the poll itself tells whether the stream is gone
            verifyAt = clock.instant().plus(asked(e).orElse(SOON));
            LOG.info("Stream {} will be verified later: {}", stream.name(), e.getMessage());
        }
    }

    private static Optional<Duration> asked(IOException failure) {
        return failure instanceof StatusException status ? status.retryAfter() : Optional.empty();
    }

    private Duration verifyInterval() {
        Duration every = stream.settings().verifyEvery();
        Duration least = config.minVerificationInterval().orElse(Duration.ZERO);
        return every.isZero() ? NEVER : every.compareTo(least) > 0 ? every : least;
    }

    /**
     * The only activity that keeps a push stream from its inactivity timeout (SSF 1.0 §8.1.1). And a stream that is not
     * enabled may be again without a word, as after a request in our name (SSF 1.0 §8.1.5).
     */
    private void readStatus() throws IOException, InterruptedException {
        try {
            api.status(config.streamId()).ifPresent(stream::status);
            statusRead = clock.instant();
        } catch (IOException e) {
            if (poller == null) {
                throw e;
            }
            statusRead = clock.instant();
            LOG.info("The status of stream {} will be read later: {}", stream.name(), e.getMessage());
        }
    }

    private Instant statusDue() {
        return statusRead.plus(statusInterval());
    }

    private Duration statusInterval() {
        if (stream.status() != StreamStatus.ENABLED) {
            return SOON;
        }
        return poller != null
                ? NEVER
                : config.inactivityTimeout().map(limit -> limit.dividedBy(2)).orElse(IDLE);
    }

    void flush() throws IOException, InterruptedException {
        if (poller != null && pollEndpoint != null) {
            poller.flush(calls, pollEndpoint);
        }
    }

    void delete() throws IOException, InterruptedException {
        api.delete(config.streamId());
    }
}
