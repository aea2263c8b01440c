// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.management;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.stream.DefaultSubjects;
import io.tocsin.schemas.stream.Delivery;
import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.transmitter.client.Caller;
import io.tocsin.transmitter.client.Scope;
import io.tocsin.transmitter.dialect.SetProfile;
import io.tocsin.transmitter.key.SealingKey;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.stream.StatusChanges;
import io.tocsin.transmitter.stream.Streams;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations of SSF 1.0 §8.1.1 on the caller's own streams at one issuer. A caller never sees another's stream, nor
 * one of another issuer, by whatever id it asks.
 */
public final class OwnStreams {
    private static final Logger LOG = LoggerFactory.getLogger(OwnStreams.class);
    private static final int ID_BYTES = 16;

    private final String issuer;
    private final DefaultSubjects defaultSubjects;
    private final Streams streams;
    private final StatusChanges statuses;
    private final Activity activity;
    private final StreamJson json;
    private final SealingKey sealing;
    private final PushTargets targets;
    private final Function<String, URI> pollUrl;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * Those at one issuer.
     *
     * @param defaultSubjects of streams whose receiver's registration does not say
     * @param pollUrl the poll endpoint of a stream id
     */
    public OwnStreams(
            String issuer,
            DefaultSubjects defaultSubjects,
            Streams streams,
            StatusChanges statuses,
            Activity activity,
            StreamJson json,
            SealingKey sealing,
            PushTargets targets,
            Function<String, URI> pollUrl,
            InstantSource clock) {
        this.issuer = issuer;
        this.defaultSubjects = defaultSubjects;
        this.streams = streams;
        this.statuses = statuses;
        this.activity = activity;
        this.json = json;
        this.sealing = sealing;
        this.targets = targets;
        this.pollUrl = pollUrl;
        this.clock = clock;
    }

    /** Throws {@link RejectedException} where the receiver's registration forbids what is asked. */
    public CompletableFuture<StreamRegistration> create(Caller caller, CreateStream asked) {
        ReceiverRegistration receiver = caller.receiver();
        String streamId = freshId();
        Delivery delivery = delivery(receiver, streamId, asked.delivery());
        List<EventType> supported = SetProfile.eventsSupported(receiver);
        return streams.create(receiver.clientId(), () -> {
            if (list(caller).size() >= receiver.maxStreams()) {
                throw new RejectedException(new Rejection.Conflict(
                        "this receiver has " + receiver.maxStreams() + " streams, the most it may have"));
            }
            Instant now = clock.instant();
            return new StreamRegistration(
                    streamId,
                    receiver.tenant(),
                    receiver.clientId(),
                    issuer,
                    receiver.audience(),
                    delivery,
                    asked.eventsRequested(),
                    asked.eventsRequested().stream().filter(supported::contains).toList(),
                    asked.description(),
                    requireNonNullElse(receiver.defaultSubjects(), defaultSubjects),
                    StreamState.enabled(StatusSource.RECEIVER, now),
                    now,
                    now);
        });
    }

    /** To ask for a stream is activity on it. Throws {@link RejectedException} if the caller has no such stream. */
    public StreamRegistration find(Caller caller, String streamId) {
        StreamRegistration found = streams.index()
                .byId(streamId)
                .filter(stream -> owns(caller, stream))
                .orElseThrow(RejectedException::notFound);
        activity.seen(found);
        return found;
    }

    /** The caller's streams, oldest first. */
    public List<StreamRegistration> list(Caller caller) {
        return streams.index().ofReceiver(caller.receiver().clientId()).stream()
                .filter(stream -> owns(caller, stream))
                .sorted(Comparator.comparing(StreamRegistration::created).thenComparing(StreamRegistration::streamId))
                .toList();
    }

    /**
     * Makes the stream what is asked. Its SETs stay its own: what is not acknowledged yet goes on by the new delivery.
     * Throws {@link RejectedException} where the caller has no such stream, or may not have it so.
     */
    public CompletableFuture<StreamRegistration> update(Caller caller, UpdateStream asked) {
        String streamId = find(caller, asked.streamId()).streamId();
        List<EventType> supported = SetProfile.eventsSupported(caller.receiver());
        return streams.update(streamId, stream -> {
            Supplied.requireUnchanged(asked.body(), configuration(caller, stream));
            asked.pollUrl().ifPresent(url -> requireOwnPollUrl(stream, url));
            List<EventType> requested = asked.eventsRequested().or(stream.eventsRequested());
            return stream.with(
                    switch (asked.delivery()) {
                        case UpdateStream.Member.Kept<AskedDelivery> kept -> stream.delivery();
                        case UpdateStream.Member.Set<AskedDelivery> set ->
                            replaced(caller.receiver(), stream, set.value());
                    },
                    requested,
                    requested.stream().filter(supported::contains).toList(),
                    asked.description().or(stream.description()));
        });
    }

    /** Sets the status the receiver wants. Throws {@link RejectedException} if the caller has no such stream. */
    public CompletableFuture<StreamRegistration> setStatus(Caller caller, StatusRequest asked) {
        String streamId = find(caller, asked.streamId()).streamId();
        return statuses.set(streamId, asked.status(), asked.reason(), StatusSource.RECEIVER);
    }

    /**
     * The configuration object. Whoever may change the delivery gets to see its secret: an update must be able to send
     * back what was read.
     */
    public ObjectNode configuration(Caller caller, StreamRegistration stream) {
        return json.configuration(
                stream, caller.receiver(), caller.may(Scope.MANAGE) ? authorizationHeader(stream) : null);
    }

    /** The stream is gone, and its SETs with it. */
    public CompletableFuture<Void> delete(Caller caller, String streamId) {
        return streams.delete(find(caller, streamId).streamId());
    }

    private boolean owns(Caller caller, StreamRegistration stream) {
        return stream.receiver().equals(caller.receiver().clientId())
                && stream.iss().equals(issuer);
    }

    /** The receiver's own {@code authorization_header}, in the clear. */
    private @Nullable Secret authorizationHeader(StreamRegistration stream) {
        return switch (stream.delivery()) {
            case Delivery.Push push -> push.sealedAuthorizationHeader() == null ? null : opened(stream, push);
            case Delivery.Poll poll -> null;
        };
    }

    /** One header that does not open must not hide all of a receiver's streams from it: it can set another. */
    private @Nullable Secret opened(StreamRegistration stream, Delivery.Push push) {
        try {
            return sealing.unseal(requireNonNull(push.sealedAuthorizationHeader()));
        } catch (IllegalStateException e) {
            LOG.error("the authorization_header of stream {} cannot be read back", stream.streamId(), e);
            return null;
        }
    }

    /** The very same if nothing about it changes, so that nothing is written. */
    private Delivery replaced(ReceiverRegistration receiver, StreamRegistration stream, AskedDelivery asked) {
        boolean same = stream.delivery() instanceof Delivery.Push now
                && asked instanceof AskedDelivery.Push next
                && now.endpointUrl().equals(next.endpointUrl())
                && now.form() == next.form()
                && Objects.equals(authorizationHeader(stream), next.authorizationHeader());
        return same ? stream.delivery() : delivery(receiver, stream.streamId(), asked);
    }

    private static void requireOwnPollUrl(StreamRegistration stream, String url) {
        if (stream.delivery() instanceof Delivery.Poll poll
                && !poll.endpointUrl().toString().equals(url)) {
            throw RejectedException.invalid("delivery.endpoint_url is not the stream's poll endpoint, expected the"
                    + " value read in its configuration: it is not the receiver's");
        }
    }

    private Delivery delivery(ReceiverRegistration receiver, String streamId, AskedDelivery asked) {
        AskedDelivery.requireForm(asked, receiver.dialect());
        return switch (asked) {
            case AskedDelivery.Push push -> {
                checkTarget(receiver, push.endpointUrl());
                Secret header = push.authorizationHeader();
                yield new Delivery.Push(push.endpointUrl(), header == null ? null : sealing.seal(header), push.form());
            }
            case AskedDelivery.Poll poll -> new Delivery.Poll(pollUrl.apply(streamId), poll.form());
        };
    }

    private void checkTarget(ReceiverRegistration receiver, URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        boolean hostAllowed = receiver.pushHostsAllowed().isEmpty()
                || receiver.pushHostsAllowed().stream()
                        .anyMatch(allowed -> allowed.toLowerCase(Locale.ROOT).equals(host));
        if (!hostAllowed || targets.forbids(url)) {
            throw RejectedException.invalid(
                    "delivery.endpoint_url names a host this transmitter does not push to for this receiver");
        }
    }

    private String freshId() {
        byte[] bytes = new byte[ID_BYTES];
        String id;
        do {
            random.nextBytes(bytes);
            id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            // commands would take it for an option
        } while (id.startsWith("-"));
        return id;
    }
}
