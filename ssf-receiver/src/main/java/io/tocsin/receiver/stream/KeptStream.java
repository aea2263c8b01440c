// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.stream;

import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.http.StatusException;
import io.tocsin.receiver.intake.InboundStream;
import io.tocsin.receiver.poll.Poller;
import io.tocsin.receiver.token.AuthorizedCalls;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream that is set up: what is to be done for it, one round after another. */
final class KeptStream {
    private static final Logger LOG = LoggerFactory.getLogger(KeptStream.class);
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration BACK_OFF = Duration.ofMillis(-1);
    private static final int NOT_FOUND = 404;

    private final InboundStream stream;
    private final StreamApi api;
    private final StreamConfiguration config;
    private final AuthorizedCalls calls;
    private final @Nullable Poller poller;
    private final @Nullable URI pollEndpoint;
    private final InstantSource clock;
    private Instant verifyAt;
    private Instant readStatusAt;

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
        this.readStatusAt = clock.instant().plus(statusInterval());
    }

    /** How long to rest before the next round; negative: back off. */
    Duration round() throws IOException, InterruptedException {
        Instant now = clock.instant();
        if (!now.isBefore(verifyAt)) {
            requestVerification();
        }
        if (poller != null && pollEndpoint != null) {
            return poll(poller, pollEndpoint);
        }
        if (!now.isBefore(readStatusAt)) {
            // the only activity that keeps a push stream from its inactivity timeout (SSF 1.0 §8.1.1)
            api.status(config.streamId()).ifPresent(stream::status);
            readStatusAt = clock.instant().plus(statusInterval());
        }
        Instant next = verifyAt.isBefore(readStatusAt) ? verifyAt : readStatusAt;
        Duration rest = Duration.between(clock.instant(), next);
        return rest.isNegative() ? Duration.ZERO : rest.compareTo(IDLE) > 0 ? IDLE : rest;
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
        Duration every = stream.settings().verifyEvery();
        Duration least = config.minVerificationInterval().orElse(Duration.ZERO);
        Duration interval = every.isZero() ? Duration.ofDays(36_500) : every.compareTo(least) > 0 ? every : least;
        verifyAt = clock.instant().plus(interval);
        try {
            if (!api.verify(config.streamId(), stream.nextChallenge())) {
                stream.cannotBeVerified();
            }
        } catch (StatusException e) {
            if (e.status() == NOT_FOUND && poller == null) {
                // on a poll stream the poll itself tells whether the stream is gone
                throw e;
            }
            verifyAt = clock.instant().plus(e.retryAfter().orElse(Duration.ofMinutes(1)));
            LOG.info("Stream {} will be verified later: {}", stream.name(), e.getMessage());
        }
    }

    private Duration statusInterval() {
        return config.inactivityTimeout().map(timeout -> timeout.dividedBy(2)).orElse(IDLE);
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
