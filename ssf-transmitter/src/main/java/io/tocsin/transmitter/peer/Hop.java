// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.peer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request's way to the instance that has its stream. While nobody has it, or the one who had it is gone, it looks
 * again a few times before it tells the receiver to come back.
 */
final class Hop {
    private static final Logger LOG = LoggerFactory.getLogger(Hop.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long AGAIN_MILLIS = 100;
    /** For six seconds: a stream that is handed over has its new owner by then; if its owner died, it may not. */
    private static final int TRIES = 60;

    private static final Duration COME_BACK = Duration.ofSeconds(2);
    private static final int LOSSES = 3;
    private static final String NO_SETS = "{\"sets\":{}}";
    private static final List<CharSequence> PASSED_ON = List.of(
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.CACHE_CONTROL,
            HttpHeaders.RETRY_AFTER,
            HttpHeaders.ALLOW,
            HttpHeaders.createOptimized("content-language"),
            HttpHeaders.createOptimized("www-authenticate"));

    private final Vertx vertx;
    private final Context context;
    private final Owners owners;
    private final PeerClient client;
    private final Incoming incoming;
    private final HttpServerResponse response;
    private final Consumer<Hop> over;
    private int tries;
    private int losses;
    private boolean gone;
    private @Nullable PeerExchange exchange;

    /** @param over called when the request is answered, or somebody else's to answer */
    Hop(Vertx vertx, Owners owners, PeerClient client, Incoming incoming, Consumer<Hop> over) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.owners = owners;
        this.client = client;
        this.incoming = incoming;
        this.over = over;
        this.response = incoming.request().response();
    }

    void attempt() {
        switch (owners.of(incoming.key())) {
            case Owner.Here here -> {
                over.accept(this);
                incoming.here().run();
            }
            case Owner.Peer peer -> ask(peer);
            case Owner.Nobody nobody -> again();
        }
    }

    private void ask(Owner.Peer peer) {
        response.closeHandler(left -> leave());
        PeerExchange asked = client.send(
                peer,
                new PeerClient.Request(
                        incoming.call(),
                        incoming.request().method(),
                        uri(incoming.request()),
                        incoming.body(),
                        incoming.kind().longest()),
                context);
        exchange = asked;
        asked.answer().onSuccess(answer -> {
            switch (answer) {
                case PeerAnswer.Served served -> write(peer, served);
                case PeerAnswer.Untouched untouched -> again();
                case PeerAnswer.Lost lost -> lost();
            }
        });
    }

    private void again() {
        if (gone) {
            return;
        }
        if (++tries > TRIES) {
            refuse();
        } else {
            vertx.setTimer(AGAIN_MILLIS, now -> {
                if (!gone) {
                    attempt();
                }
            });
        }
    }

    private void lost() {
        losses++;
        if (gone) {
            return;
        }
        if (incoming.kind().repeatable() && losses < LOSSES) {
            tries = 0;
            again();
        } else {
            refuse();
        }
    }

    private void refuse() {
        over.accept(this);
        incoming.refuse().accept(new RejectedException(new Rejection.Unavailable(COME_BACK)));
    }

    /** The receiver went away; whoever serves it need not go on. */
    private void leave() {
        gone = true;
        over.accept(this);
        if (exchange != null) {
            exchange.cancel();
        }
    }

    /** This instance closes: a poll that waits elsewhere is answered with nothing, as one that waits here is. */
    void sendHome() {
        context.runOnContext(now -> {
            if (incoming.kind().returnable() && !gone && !response.ended()) {
                leave();
                response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end(NO_SETS);
            }
        });
    }

    private void write(Owner.Peer peer, PeerAnswer.Served served) {
        if (served.status() == 503 && incoming.kind().repeatable()) {
            // it has just lost the stream: whoever has it next serves the request
            again();
            return;
        }
        over.accept(this);
        if (served.status() == 401) {
            LOG.error("another instance does not accept this one's requests: do they have the same issuer, the same"
                    + " keys-file and the same time?");
            refuse();
            return;
        }
        if (gone || response.closed()) {
            giveBack(peer, served);
            return;
        }
        response.setStatusCode(served.status());
        PASSED_ON.forEach(name -> {
            String value = served.headers().get(name);
            if (value != null) {
                response.putHeader(name, value);
            }
        });
        response.end(served.body()).onFailure(lost -> giveBack(peer, served));
    }

    /** Else the receiver would get them again only when the owner thinks them overdue. */
    private void giveBack(Owner.Peer peer, PeerAnswer.Served served) {
        if (!incoming.kind().returnable() || served.status() != 200) {
            return;
        }
        ObjectNode body = JSON.createObjectNode();
        ArrayNode jtis = body.putArray("jtis");
        try {
            JsonNode sets = JSON.readTree(served.body().getBytes()).path("sets");
            sets.fieldNames().forEachRemaining(jtis::add);
        } catch (IOException e) {
            LOG.error("another instance answered a poll with what is no JSON", e);
        }
        if (!jtis.isEmpty()) {
            client.send(
                    peer,
                    new PeerClient.Request(
                            incoming.call(),
                            HttpMethod.DELETE,
                            uri(incoming.request()),
                            Buffer.buffer(body.toString()),
                            Incoming.Kind.CHANGE.longest()),
                    context);
        }
    }

    private static String uri(HttpServerRequest request) {
        String path = requireNonNull(request.path(), "a routed request has a path");
        return request.query() == null ? path : path + "?" + request.query();
    }
}
