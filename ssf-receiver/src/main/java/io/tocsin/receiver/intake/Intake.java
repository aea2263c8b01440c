// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.intake;

import io.tocsin.receiver.ReceiverMetrics;
import io.tocsin.receiver.SetHandler;
import io.tocsin.receiver.VerifiedSet;
import io.tocsin.receiver.duplicate.SeenSets;
import io.tocsin.receiver.duplicate.SetKey;
import io.tocsin.receiver.duplicate.Sighting;
import io.tocsin.receiver.key.UndecidedException;
import io.tocsin.receiver.verify.ErrorCode;
import io.tocsin.receiver.verify.Expectations;
import io.tocsin.receiver.verify.SetVerifier;
import io.tocsin.receiver.verify.Verdict;
import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.subject.ComplexSubject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes SETs in: each is handed over at most once at a time and remembered only after the handler succeeded, so that a
 * failure leaves it to the transmitter to send again. Logs name streams and error codes, nothing out of a token.
 */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /** The names SSF 1.0 §3.3 gives; whoever handles SETs here knows them. */
    private static final Set<String> UNDERSTOOD = Set.of(
            ComplexSubject.USER,
            ComplexSubject.DEVICE,
            ComplexSubject.SESSION,
            ComplexSubject.APPLICATION,
            ComplexSubject.TENANT,
            ComplexSubject.ORG_UNIT,
            ComplexSubject.GROUP);

    /** A handler that never answers must not hold a place for ever. */
    private static final Duration HANDLER_TIMEOUT = Duration.ofSeconds(60);

    private final SetVerifier verifier;
    private final SeenSets seen;
    private final SetHandler handler;
    private final ReceiverMetrics metrics;
    private final StreamControl control;
    private final InstantSource clock;
    private final ConcurrentMap<SetKey, InFlight> inFlight = new ConcurrentHashMap<>();

    private record InFlight(String contentHash, CompletableFuture<Receipt> receipt) {}

    public Intake(
            SetVerifier verifier, SeenSets seen, SetHandler handler, ReceiverMetrics metrics, InstantSource clock) {
        this.verifier = verifier;
        this.seen = seen;
        this.handler = handler;
        this.metrics = metrics;
        this.control = new StreamControl(handler, clock);
        this.clock = clock;
    }

    /**
     * Verifies on the calling thread, which may wait for keys; the rest follows the handler. SETs given one after
     * another reach the handler in that order.
     *
     * @param listedAs the {@code jti} the SET was listed under in a poll response, null for a push
     * @return fails where nothing is decided: the transmitter shall send the SET again
     */
    public CompletableFuture<Receipt> receive(InboundStream stream, String token, @Nullable String listedAs) {
        Expectations expected = stream.expectations();
        if (expected == null) {
            return CompletableFuture.failedFuture(new UndecidedException("the stream is not set up yet"));
        }
        Verdict verdict;
        try {
            verdict = verifier.verify(token, expected);
        } catch (UndecidedException e) {
            metrics.setUndecided(stream.name());
            LOG.warn("SETs on stream {} cannot be judged: {}", stream.name(), e.getMessage());
            return CompletableFuture.failedFuture(e);
        }
        return switch (verdict) {
            case Verdict.Rejected no -> rejected(stream, no.error(), no.description());
            case Verdict.Verified yes ->
                listedAs == null || listedAs.equals(yes.claims().jti())
                        ? accept(stream, yes)
                        : rejected(
                                stream, ErrorCode.INVALID_REQUEST, "the SET is listed under another jti than its own");
        };
    }

    private CompletableFuture<Receipt> accept(InboundStream stream, Verdict.Verified set) {
        SetClaims claims = set.claims();
        SetKey key = SetKey.of(claims.iss(), stream.name(), claims.jti());
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        InFlight before = inFlight.putIfAbsent(key, new InFlight(set.contentHash(), receipt));
        if (before != null) {
            return before.contentHash().equals(set.contentHash())
                    ? before.receipt().copy()
                    : conflict(stream);
        }
        // looked up after the SET is in flight: else one that is just being remembered would look new
        Sighting sighting = seen.look(key, set.contentHash());
        CompletableFuture<Receipt> outcome = switch (sighting) {
            case DUPLICATE -> duplicate(stream);
            case CONFLICT -> conflict(stream);
            case FIRST -> first(stream, set, key);
        };
        var unused = outcome.whenComplete((done, failure) -> {
            inFlight.remove(key);
            if (failure == null) {
                receipt.complete(done);
            } else {
                receipt.completeExceptionally(failure);
            }
        });
        return receipt;
    }

    private CompletableFuture<Receipt> first(InboundStream stream, Verdict.Verified set, SetKey key) {
        SetClaims claims = set.claims();
        if (claims.events().getFirst() instanceof SsfEvent event) {
            Receipt answer = control.apply(stream, claims.subId(), event);
            return switch (answer) {
                case Receipt.Rejected no -> rejected(stream, no.error(), no.description());
                case Receipt.Accepted yes -> remembered(stream, key, set, CompletableFuture.completedFuture(null));
            };
        }
        if (hasUnknownCriticalMember(stream, claims)) {
            LOG.warn(
                    "A SET on stream {} has a critical subject member nobody here understands: dropped", stream.name());
            return remembered(stream, key, set, CompletableFuture.completedFuture(null));
        }
        return remembered(stream, key, set, handedOver(stream, set));
    }

    private CompletionStage<Void> handedOver(InboundStream stream, Verdict.Verified set) {
        try {
            return handler.handle(new VerifiedSet(stream.name(), set.claims(), set.token(), clock.instant()))
                    .toCompletableFuture()
                    .copy()
                    .orTimeout(HANDLER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException | Error e) {
            // a class that is missing where the handler runs is a failure as any other
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Receipt> remembered(
            InboundStream stream, SetKey key, Verdict.Verified set, CompletionStage<Void> handled) {
        return handled.thenCompose(done -> seen.remember(key, set.contentHash()))
                .toCompletableFuture()
                .handle((done, failure) -> {
                    if (failure != null) {
                        metrics.setUndecided(stream.name());
                        LOG.warn(
                                "A SET on stream {} could not be handled, the transmitter shall send it again",
                                stream.name(),
                                failure);
                        throw new CompletionException(new UndecidedException("the SET could not be handled", failure));
                    }
                    stream.countAccepted();
                    metrics.setAccepted(stream.name());
                    stream.brought(clock.instant());
                    return new Receipt.Accepted();
                });
    }

    private static boolean hasUnknownCriticalMember(InboundStream stream, SetClaims claims) {
        return claims.subId() instanceof ComplexSubject complex
                && complex.members().keySet().stream()
                        .anyMatch(member -> stream.criticalMembers().contains(member) && !UNDERSTOOD.contains(member));
    }

    private CompletableFuture<Receipt> duplicate(InboundStream stream) {
        stream.countDuplicate();
        metrics.setDuplicate(stream.name());
        stream.brought(clock.instant());
        return CompletableFuture.completedFuture(new Receipt.Accepted());
    }

    private CompletableFuture<Receipt> conflict(InboundStream stream) {
        LOG.error(
                "SECURITY: stream {} brought two different SETs under one jti; the second is not processed",
                stream.name());
        return rejected(stream, ErrorCode.INVALID_REQUEST, "jti was used before for another SET");
    }

    private CompletableFuture<Receipt> rejected(InboundStream stream, ErrorCode error, String description) {
        stream.countRejected();
        metrics.setRefused(stream.name(), error.value());
        LOG.warn("Refused a SET on stream {}: {}", stream.name(), error);
        return CompletableFuture.completedFuture(new Receipt.Rejected(error, description));
    }
}
