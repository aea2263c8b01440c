// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.management;

import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.stream.DefaultSubjects;
import io.tocsin.schemas.stream.Delivery;
import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.transmitter.client.Caller;
import io.tocsin.transmitter.client.ReceiverRegistration;
import io.tocsin.transmitter.key.SealingKey;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.stream.Streams;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The operations of SSF 1.0 §8.1.1 on the caller's own streams at one issuer. A caller never sees another's stream, nor
 * one of another issuer, by whatever id it asks.
 */
public final class OwnStreams {
    private static final int ID_BYTES = 16;

    private final String issuer;
    private final Streams streams;
    private final SealingKey sealing;
    private final PushTargets targets;
    private final Function<String, URI> pollUrl;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** @param pollUrl the poll endpoint of a stream id */
    public OwnStreams(
            String issuer,
            Streams streams,
            SealingKey sealing,
            PushTargets targets,
            Function<String, URI> pollUrl,
            InstantSource clock) {
        this.issuer = issuer;
        this.streams = streams;
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
        List<EventType> supported = receiver.eventsSupported();
        return streams.create(receiver.clientId(), () -> {
            if (list(caller).size() >= receiver.streamLimit()) {
                throw new RejectedException(new Rejection.Conflict(
                        "this receiver has " + receiver.streamLimit() + " streams, the most it may have"));
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
                    DefaultSubjects.ALL,
                    StreamState.enabled(StatusSource.RECEIVER, now),
                    now,
                    now);
        });
    }

    /** Throws {@link RejectedException} if the caller has no such stream. */
    public StreamRegistration find(Caller caller, String streamId) {
        return streams.index()
                .byId(streamId)
                .filter(stream -> owns(caller, stream))
                .orElseThrow(RejectedException::notFound);
    }

    /** The caller's streams, oldest first. */
    public List<StreamRegistration> list(Caller caller) {
        return streams.index().ofReceiver(caller.receiver().clientId()).stream()
                .filter(stream -> owns(caller, stream))
                .sorted(Comparator.comparing(StreamRegistration::created).thenComparing(StreamRegistration::streamId))
                .toList();
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
    public @Nullable Secret authorizationHeader(StreamRegistration stream) {
        return switch (stream.delivery()) {
            case Delivery.Push push ->
                push.sealedAuthorizationHeader() == null ? null : sealing.unseal(push.sealedAuthorizationHeader());
            case Delivery.Poll poll -> null;
        };
    }

    private Delivery delivery(ReceiverRegistration receiver, String streamId, CreateStream.AskedDelivery asked) {
        return switch (asked) {
            case CreateStream.AskedDelivery.Push push -> {
                checkTarget(receiver, push.endpointUrl());
                Secret header = push.authorizationHeader();
                yield new Delivery.Push(push.endpointUrl(), header == null ? null : sealing.seal(header));
            }
            case CreateStream.AskedDelivery.Poll poll -> new Delivery.Poll(pollUrl.apply(streamId));
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
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
