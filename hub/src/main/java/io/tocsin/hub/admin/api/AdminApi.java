// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api;

import static java.util.stream.Collectors.joining;

import io.tocsin.hub.admin.AdminTokens;
import io.tocsin.hub.admin.AdminTokens.AdminCaller;
import io.tocsin.hub.admin.api.action.ReceiptEndpoints;
import io.tocsin.hub.admin.api.connector.ConnectorEndpoints;
import io.tocsin.hub.admin.api.identity.IdentityEndpoints;
import io.tocsin.hub.admin.api.risk.DecisionEndpoints;
import io.tocsin.hub.admin.api.risk.HeldEndpoints;
import io.tocsin.hub.admin.api.risk.PolicyEndpoints;
import io.tocsin.hub.admin.api.risk.RiskEndpoints;
import io.tocsin.hub.admin.api.transmitter.DeadLetterEndpoints;
import io.tocsin.hub.admin.api.transmitter.KeyEndpoints;
import io.tocsin.hub.admin.api.transmitter.ReceiverEndpoints;
import io.tocsin.hub.admin.api.transmitter.StreamEndpoints;
import io.tocsin.transmitter.fleet.OperatorAnswer;
import io.tocsin.transmitter.fleet.OperatorCall;
import io.tocsin.transmitter.operate.Operations;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /admin/}: who calls, what they may, what they sent, and only then what there is. What an endpoint does
 * runs on a thread of its own; where there are several hubs, at the hub whose it is.
 */
public final class AdminApi {
    /** Below which everything is this API's. */
    public static final String ROOT = "/admin/";

    private static final Logger LOG = LoggerFactory.getLogger(AdminApi.class);
    private static final String SCHEME = "Bearer ";
    private static final String JSON = "application/json";
    /** A policy document is the largest there is. */
    private static final int LIMIT = 512 * 1024;
    /** In seconds. */
    private static final String COME_BACK = "2";

    private final Vertx vertx;
    private final AdminTokens tokens;
    private final Audit audit;
    private final List<Endpoint> endpoints = endpoints();
    private final AtomicBoolean saidToBeOff = new AtomicBoolean();
    private final Served served;
    private final Execution execution;

    /** @param roles of this process, as configurations name them */
    public AdminApi(Vertx vertx, AdminTokens tokens, Audit audit, Set<String> roles) {
        this.served = new Served(roles);
        this.execution = new Execution(served, endpoints);
        this.vertx = vertx;
        this.tokens = tokens;
        this.audit = audit;
    }

    static List<Endpoint> endpoints() {
        return Stream.of(
                        StreamEndpoints.ALL,
                        ReceiverEndpoints.ALL,
                        KeyEndpoints.ALL,
                        DeadLetterEndpoints.ALL,
                        IdentityEndpoints.ALL,
                        DecisionEndpoints.ALL,
                        RiskEndpoints.ALL,
                        HeldEndpoints.ALL,
                        PolicyEndpoints.ALL,
                        ConnectorEndpoints.ALL,
                        ReceiptEndpoints.ALL)
                .flatMap(List::stream)
                .toList();
    }

    /** That stage runs: from now on it can be operated. */
    public <S> void serve(Stage<S> stage, S running) {
        served.serve(stage, running);
    }

    /** The transmitter runs, and other hubs may ask for their operators. */
    public void serve(Operations running) {
        serve(Stage.TRANSMITTER, running);
        running.instances().serve(asked -> execution.ofPeer(running, asked));
    }

    public void handle(HttpServerRequest request) {
        try {
            AdminCaller caller = authenticated(request);
            String path = String.valueOf(request.path());
            List<Endpoint> here = endpoints.stream()
                    .filter(endpoint -> endpoint.idIn(path).isPresent())
                    .toList();
            if (here.isEmpty()) {
                throw Refusal.notFound("there is no such path in the admin API");
            }
            Endpoint endpoint = here.stream()
                    .filter(candidate -> candidate.method().equals(request.method()))
                    .findFirst()
                    .orElseThrow(() -> Refusal.method(
                            here.stream().map(other -> other.method().name()).collect(joining(", "))));
            if (!caller.role().covers(endpoint.needs())) {
                throw Refusal.readOnly();
            }
            String id = endpoint.idIn(path).orElse("");
            read(request, body -> run(request, caller, endpoint, new Call(id, caller.name(), request.params(), body)));
        } catch (Refusal refusal) {
            refuse(request.response(), refusal);
        }
    }

    /** Throws {@link Refusal} before anything else of the request is looked at. */
    private AdminCaller authenticated(HttpServerRequest request) {
        if (tokens.none()) {
            // once: anybody may ask as often as they like
            if (saidToBeOff.compareAndSet(false, true)) {
                LOG.warn("a request to the admin API was refused: admin.tokens of the configuration has no token");
            }
            throw Refusal.off();
        }
        List<String> headers = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        boolean bearer = headers.size() == 1 && headers.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        Optional<AdminCaller> caller = bearer
                ? tokens.caller(headers.getFirst().substring(SCHEME.length()).strip())
                : Optional.empty();
        return caller.orElseThrow(() -> {
            audit.stranger();
            return Refusal.unauthenticated(bearer);
        });
    }

    private interface Reader {
        void read(byte[] body);
    }

    private void read(HttpServerRequest request, Reader then) {
        String declared = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (declared != null && !JSON.equals(declared.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))) {
            throw Refusal.mediaType();
        }
        Buffer body = Buffer.buffer();
        boolean[] refused = {false};
        request.handler(chunk -> {
            if (body.length() + chunk.length() <= LIMIT) {
                body.appendBuffer(chunk);
            } else if (!refused[0]) {
                refused[0] = true;
                if (request.version() != HttpVersion.HTTP_2) {
                    // the rest of the body is not worth reading; HTTP/2 knows no such header
                    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                }
                refuse(request.response(), Refusal.tooLarge(LIMIT));
            }
        });
        request.endHandler(end -> {
            if (!refused[0]) {
                then.read(body.getBytes());
            }
        });
    }

    private void run(HttpServerRequest request, AdminCaller caller, Endpoint endpoint, Call call) {
        Context context = vertx.getOrCreateContext();
        HttpServerResponse response = request.response();
        OperatorCall asked =
                new OperatorCall(caller.name(), request.method().name(), String.valueOf(request.uri()), call.body());
        Thread.ofVirtual().name("admin-", 0).start(() -> {
            OperatorAnswer answer = execution.of(endpoint, call, asked);
            audit.done(caller, endpoint, call, answer.status());
            context.runOnContext(here -> {
                if (answer.status() == 503) {
                    response.putHeader(HttpHeaders.RETRY_AFTER, COME_BACK);
                }
                send(response, answer);
            });
        });
    }

    private static void refuse(HttpServerResponse response, Refusal refusal) {
        refusal.headers().forEach(response::putHeader);
        send(response, Execution.refused(refusal));
    }

    private static void send(HttpServerResponse response, OperatorAnswer answer) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status()).putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (answer.body().length == 0) {
            response.end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(Buffer.buffer(answer.body()));
        }
    }
}
