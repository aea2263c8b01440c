// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.stream;

import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.StreamSettings;
import io.tocsin.receiver.http.StatusException;
import io.tocsin.receiver.intake.InboundStream;
import io.tocsin.schemas.stream.Delivery;
import io.tocsin.schemas.stream.StreamStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds our stream at its transmitter, or creates it, and makes it what the configuration says. */
final class StreamSetup {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSetup.class);
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int CONFLICT = 409;
    private static final int NOT_IMPLEMENTED = 501;

    private final StreamApi api;
    private final StreamSettings settings;
    private final InboundStream stream;

    StreamSetup(StreamApi api, InboundStream stream) {
        this.api = api;
        this.settings = stream.settings();
        this.stream = stream;
    }

    StreamConfiguration establish() throws IOException, InterruptedException {
        Optional<StreamConfiguration> found = find();
        StreamConfiguration config = found.isPresent() ? adopt(found.get()) : create();
        if (!settings.audience().isEmpty() && config.aud().stream().noneMatch(settings.audience()::contains)) {
            throw new IOException("the transmitter's stream is for another audience than the configured one");
        }
        if (config.aud().isEmpty() && settings.audience().isEmpty()) {
            throw new IOException("the stream configuration has no aud, and none is configured here");
        }
        if (!config.eventsDelivered().containsAll(settings.eventsRequested())) {
            LOG.warn(
                    "Stream {} delivers {} of {} event types asked for",
                    settings.name(),
                    config.eventsDelivered().size(),
                    settings.eventsRequested().size());
        }
        return config;
    }

    private Optional<StreamConfiguration> find() throws IOException, InterruptedException {
        if (settings.streamId() != null) {
            return Optional.of(api.read(settings.streamId()));
        }
        return api.list().stream().filter(this::isOurs).findFirst();
    }

    /** A client may have several streams: ours has our push URL, or for poll our description. */
    private boolean isOurs(StreamConfiguration config) {
        return switch (settings.delivery()) {
            case DeliverySettings.Push push ->
                config.deliveryMethod().equals(Delivery.PUSH_METHOD)
                        && config.endpointUrl()
                                .filter(push.endpointUrl()::equals)
                                .isPresent();
            case DeliverySettings.Poll poll ->
                config.deliveryMethod().equals(Delivery.POLL_METHOD)
                        && config.description().equals(settings.description());
        };
    }

    private StreamConfiguration create() throws IOException, InterruptedException {
        try {
            StreamConfiguration created = api.create();
            LOG.info("Created stream {}", settings.name());
            return created;
        } catch (StatusException e) {
            if (e.status() != CONFLICT) {
                throw e;
            }
            // one stream for each receiver, and it exists (SSF 1.0 §8.1.1.1)
            List<StreamConfiguration> existing = api.list();
            if (existing.size() != 1) {
                throw e;
            }
            return adopt(existing.getFirst());
        }
    }

    private StreamConfiguration adopt(StreamConfiguration found) throws IOException, InterruptedException {
        // the authorization_header of a push stream cannot be compared, so it is always sent again
        boolean fits = isOurs(found)
                && settings.delivery() instanceof DeliverySettings.Poll
                && found.eventsRequested().equals(Set.copyOf(settings.eventsRequested()));
        StreamConfiguration adopted = fits ? found : updated(found);
        if (!adopted.streamId().equals(found.streamId())) {
            throw new IOException("the transmitter answered with another stream than the one that was updated");
        }
        resume(adopted.streamId());
        LOG.info("Uses the existing stream {}", settings.name());
        return adopted;
    }

    /**
     * A transmitter need not know updates (CAEP Interoperability Profile §2.3.8.2). Then ours is used as it is: what it
     * delivers is worth more than nothing, and deleting it would lose what waits in it.
     */
    private StreamConfiguration updated(StreamConfiguration found) throws IOException, InterruptedException {
        try {
            return api.update(found.streamId());
        } catch (StatusException e) {
            requireUnknown(e);
        }
        try {
            return api.replace(found.streamId());
        } catch (StatusException e) {
            requireUnknown(e);
        }
        if (!isOurs(found)) {
            throw new IOException("the transmitter changes no streams, and the one it has delivers elsewhere: delete it"
                    + " there, and it is created as configured");
        }
        if (!found.eventsRequested().equals(Set.copyOf(settings.eventsRequested()))) {
            LOG.warn(
                    "The transmitter changes no streams, so stream {} goes on asking for other events than"
                            + " configured. To have it created anew, delete it there",
                    settings.name());
        }
        return found;
    }

    private static void requireUnknown(StatusException e) throws StatusException {
        if (e.status() != METHOD_NOT_ALLOWED && e.status() != NOT_IMPLEMENTED) {
            throw e;
        }
    }

    /** Whoever starts to receive wants events; whether the transmitter lets it is the transmitter's. */
    private void resume(String streamId) throws InterruptedException {
        try {
            Optional<StreamStatus> status = api.status(streamId);
            if (status.isPresent() && status.get() != StreamStatus.ENABLED) {
                status = api.enable(streamId);
            }
            stream.status(status.orElse(StreamStatus.ENABLED));
        } catch (IOException e) {
            LOG.warn("The status of stream {} is not known: {}", settings.name(), e.getMessage());
        }
    }
}
