// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.poll;

import io.tocsin.receiver.DeliverySettings.Poll;
import io.tocsin.receiver.http.Call;
import io.tocsin.receiver.http.Reply;
import io.tocsin.receiver.http.StatusException;
import io.tocsin.receiver.intake.InboundStream;
import io.tocsin.receiver.intake.Intake;
import io.tocsin.receiver.intake.Receipt;
import io.tocsin.receiver.token.AuthorizedCalls;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Polls one stream, one request at a time (RFC 8936). A SET is acknowledged in the request after the one that brought
 * it, once it is safe here; one that could not be handled is not mentioned and comes again. Used by one thread.
 */
public final class Poller {
    private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_ANSWER = 64 * 1024 * 1024;
    private static final int PER_SET = 2048;
    private static final int BAD_REQUEST = 400;

    private final InboundStream stream;
    private final Intake intake;
    private final Poll settings;
    private final InstantSource clock;
    private final int maxAnswer;
    private final Outcomes outcomes = new Outcomes();
    private boolean probing = true;

    /** What to do after a poll. */
    public enum Next {
        POLL_AGAIN,
        /** Nothing came, and the transmitter did not wait for something: rest for the configured interval. */
        REST,
        /** Some SETs could not be handled: back off. */
        BACK_OFF
    }

    public Poller(InboundStream stream, Intake intake, Poll settings, InstantSource clock, int maxSetBytes) {
        this.stream = stream;
        this.intake = intake;
        this.settings = settings;
        this.clock = clock;
        this.maxAnswer = (int) Math.min(MAX_ANSWER, (long) settings.maxEvents() * (maxSetBytes + PER_SET) + PER_SET);
    }

    /**
     * One poll and the handling of all it brings.
     *
     * @throws StatusException if the transmitter answers with another status than 200
     */
    public Next poll(AuthorizedCalls calls, URI endpoint) throws IOException, InterruptedException {
        Instant asked = clock.instant();
        // the first poll, and the first after a failure, shall show soon whether polling works
        boolean atOnce = probing || settings.returnImmediately();
        boolean probe = probing;
        probing = true;
        String body = PollMessages.request(outcomes, settings.maxEvents(), atOnce);
        PollMessages.Answer answer = exchange(calls, endpoint, body, settings.timeout(), atOnce);
        // behind a full answer there may be more, and if there is not, that shall be known at once
        probing = answer.sets().size() >= settings.maxEvents();
        outcomes.told();
        if (!take(answer.sets())) {
            return Next.BACK_OFF;
        }
        if (!answer.moreAvailable() && answer.sets().size() < settings.maxEvents()) {
            stream.drained(clock.instant());
        }
        boolean held = Duration.between(asked, clock.instant()).compareTo(settings.interval()) >= 0;
        // "more" without anything is no reason to ask again at once
        boolean brought = !answer.sets().isEmpty();
        return brought || held || (probe && !settings.returnImmediately()) ? Next.POLL_AGAIN : Next.REST;
    }

    /** Tells what is still to be told, asking for nothing (RFC 8936 §2.4.2). */
    public void flush(AuthorizedCalls calls, URI endpoint) throws IOException, InterruptedException {
        if (!outcomes.isEmpty()) {
            exchange(calls, endpoint, PollMessages.request(outcomes, 0, true), FLUSH_TIMEOUT, true);
            outcomes.told();
        }
    }

    private PollMessages.Answer exchange(
            AuthorizedCalls calls, URI endpoint, String body, Duration timeout, boolean serial)
            throws IOException, InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json");
        if (!outcomes.errors().isEmpty()) {
            headers.put("Content-Language", "en");
        }
        Reply reply = calls.send(new Call(HttpMethod.POST, endpoint, headers, body, timeout, maxAnswer), serial);
        if (reply.status() == BAD_REQUEST) {
            outcomes.refused();
        }
        if (reply.status() != 200) {
            throw new StatusException("a poll", reply);
        }
        return PollMessages.answer(reply.body());
    }

    /** All handed over in the order listed, then waited for together; false if one has to come again. */
    private boolean take(Map<String, String> sets) {
        Map<String, CompletableFuture<Receipt>> receipts = new LinkedHashMap<>();
        sets.forEach((jti, token) -> receipts.put(jti, intake.receive(stream, token, jti)));
        boolean allDecided = true;
        for (Map.Entry<String, CompletableFuture<Receipt>> entry : receipts.entrySet()) {
            Receipt receipt = entry.getValue().exceptionally(undecided -> null).join();
            if (receipt == null) {
                allDecided = false;
            } else {
                outcomes.add(entry.getKey(), receipt);
            }
        }
        return allDecided;
    }
}
