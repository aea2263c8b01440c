// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.push;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tocsin.receiver.DeliverySettings.Push;
import io.tocsin.receiver.intake.InboundStream;
import io.tocsin.receiver.intake.Intake;
import io.tocsin.receiver.intake.Receipt;
import io.tocsin.receiver.verify.ErrorCode;
import io.tocsin.schemas.secret.Secret;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers pushes (RFC 8935 §2). Path, method, sender and media type are looked at before the body is read, and the
 * sender before anything of the SET is.
 */
public final class PushEndpoint implements Handler<HttpServerRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(PushEndpoint.class);
    private static final String MEDIA_TYPE = "application/secevent+jwt";
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Intake intake;
    private final Executor workers;
    private final int maxBytes;
    private final int maxInFlight;
    private final Map<String, Door> doors = new HashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Set<String> warnedOfHeader = ConcurrentHashMap.newKeySet();

    private record Door(InboundStream stream, @Nullable Secret authorization) {}

    /** Tokens are verified by the {@code workers}, which may wait: no event loop. */
    public PushEndpoint(
            Vertx vertx,
            Collection<InboundStream> streams,
            Intake intake,
            Executor workers,
            int maxBytes,
            int maxInFlight) {
        this.vertx = vertx;
        this.intake = intake;
        this.workers = workers;
        this.maxBytes = maxBytes;
        this.maxInFlight = maxInFlight;
        for (InboundStream stream : streams) {
            if (stream.settings().delivery() instanceof Push push) {
                doors.put(push.path(), new Door(stream, push.authorization()));
            }
        }
    }

    /** Is there a push stream at that path? */
    public boolean serves(String path) {
        return doors.containsKey(path);
    }

    @Override
    public void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        Door door = doors.get(String.valueOf(request.path()));
        if (door == null) {
            PushAnswer.notFound(response);
        } else if (!request.method().equals(HttpMethod.POST)) {
            PushAnswer.notPost(response);
        } else if (!isSender(request, door)) {
            PushAnswer.error(response, ErrorCode.AUTHENTICATION_FAILED, "Authorization is not the one registered");
        } else if (!isSet(request)) {
            PushAnswer.error(response, ErrorCode.INVALID_REQUEST, "Content-Type is not " + MEDIA_TYPE);
        } else if (declaredLength(request) > maxBytes) {
            PushAnswer.tooLarge(request);
        } else if (inFlight.incrementAndGet() > maxInFlight) {
            inFlight.decrementAndGet();
            PushAnswer.notNow(response);
        } else {
            read(request, door);
        }
    }

    private boolean isSender(HttpServerRequest request, Door door) {
        var presented = request.headers().getAll("Authorization");
        if (door.authorization() == null) {
            if (!presented.isEmpty() && warnedOfHeader.add(door.stream().name())) {
                LOG.warn(
                        "Stream {} has no authorization registered; the one that came is ignored",
                        door.stream().name());
            }
            return true;
        }
        return presented.size() == 1 && door.authorization().matches(presented.getFirst());
    }

    private static boolean isSet(HttpServerRequest request) {
        var types = request.headers().getAll("Content-Type");
        if (types.size() != 1) {
            return false;
        }
        String type = types.getFirst();
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().equalsIgnoreCase(MEDIA_TYPE);
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException tooLong) {
            return Long.MAX_VALUE;
        }
    }

    /** From here on exactly one of the ways out gives the place in flight back. */
    private void read(HttpServerRequest request, Door door) {
        HttpServerResponse response = request.response();
        Context context = vertx.getOrCreateContext();
        Buffer body = Buffer.buffer();
        // all of this runs on the request's event loop
        AtomicBoolean settled = new AtomicBoolean();
        long timer = vertx.setTimer(BODY_TIMEOUT.toMillis(), late -> {
            if (leaves(settled)) {
                PushAnswer.tooSlow(request);
            }
        });
        request.exceptionHandler(broken -> {
            vertx.cancelTimer(timer);
            leaves(settled);
        });
        request.handler(chunk -> {
            if (body.length() + chunk.length() <= maxBytes) {
                body.appendBuffer(chunk);
            } else if (leaves(settled)) {
                PushAnswer.tooLarge(request);
            }
        });
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            // a transmitter that hangs up after this point does not stop the SET
            if (settled.compareAndSet(false, true)) {
                take(door, body.toString(ISO_8859_1), response, context);
            }
        });
    }

    private boolean leaves(AtomicBoolean settled) {
        boolean first = settled.compareAndSet(false, true);
        if (first) {
            inFlight.decrementAndGet();
        }
        return first;
    }

    private void take(Door door, String token, HttpServerResponse response, Context context) {
        try {
            workers.execute(() -> {
                var unused = intake.receive(door.stream(), token, null)
                        .handle((receipt, failure) -> failure == null ? receipt : null)
                        .thenAccept(receipt -> context.runOnContext(now -> {
                            inFlight.decrementAndGet();
                            answer(response, receipt);
                        }));
            });
        } catch (RejectedExecutionException closing) {
            inFlight.decrementAndGet();
            PushAnswer.notNow(response);
        }
    }

    private static void answer(HttpServerResponse response, @Nullable Receipt receipt) {
        switch (receipt) {
            case Receipt.Accepted yes -> PushAnswer.accepted(response);
            case Receipt.Rejected no -> PushAnswer.error(response, no.error(), no.description());
            case null -> PushAnswer.notNow(response);
        }
    }
}
