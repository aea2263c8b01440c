// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.envoy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.tocsin.receiver.edge.question.Answer;
import io.tocsin.receiver.edge.route.Routes;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.grpc.common.GrpcMessage;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.server.GrpcProtocol;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerOptions;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code Check}, within the deadline that Envoy sets. */
public final class ExtAuthz implements Handler<HttpServerRequest> {
    /** Where Envoy posts its questions. */
    public static final String PATH = "/envoy.service.auth.v3.Authorization/Check";

    private static final Logger LOG = LoggerFactory.getLogger(ExtAuthz.class);
    /** Twice the headers that Envoy lets in, unless it is told otherwise. */
    private static final long MAX_MESSAGE_BYTES = 128 * 1024;

    private static final ServiceMethod<CheckRequest, CheckResponse> CHECK = ServiceMethod.server(
            ServiceName.create("envoy.service.auth.v3.Authorization"),
            "Check",
            GrpcMessageEncoder.encoder(),
            GrpcMessageDecoder.decoder(CheckRequest.getDefaultInstance()));

    private final Routes routes;
    private final String route;
    private final GrpcServer server;

    private ExtAuthz(Routes routes, String route, Vertx vertx) {
        this.routes = routes;
        this.route = route;
        GrpcServerOptions options =
                new GrpcServerOptions().setMaxMessageSize(MAX_MESSAGE_BYTES).setScheduleDeadlineAutomatically(true);
        for (GrpcProtocol protocol : List.of(GrpcProtocol.WEB, GrpcProtocol.WEB_TEXT, GrpcProtocol.TRANSCODING)) {
            options.removeEnabledProtocol(protocol);
        }
        this.server = GrpcServer.server(vertx, options).callHandler(CHECK, this::check);
    }

    /** Asks these routes. */
    public static ExtAuthz of(EnvoySettings settings, Routes routes, Vertx vertx) {
        return new ExtAuthz(routes, settings.route(), vertx);
    }

    @Override
    public void handle(HttpServerRequest request) {
        server.handle(request);
    }

    private void check(GrpcServerRequest<CheckRequest, CheckResponse> call) {
        GrpcServerResponse<CheckRequest, CheckResponse> response = call.response();
        call.messageHandler(message -> {
            if (!message.encoding().equals("identity")) {
                refuse(response, GrpcStatus.UNIMPLEMENTED, "compressed messages are not taken");
                return;
            }
            try {
                CheckedRequest request = new CheckedRequest(parse(message));
                Future<Answer> answer = routes.ask(request.route(route), request);
                if (answer == null) {
                    respond(response, Answers.NO_ROUTE);
                } else {
                    answer.onSuccess(said -> respond(response, Answers.inEnvoysWords(said)));
                }
            } catch (InvalidProtocolBufferException e) {
                refuse(response, GrpcStatus.INVALID_ARGUMENT, "not a CheckRequest");
            }
        });
    }

    private static CheckRequest parse(GrpcMessage message) throws InvalidProtocolBufferException {
        return CheckRequest.parseFrom(message.payload().getBytes());
    }

    private static void respond(GrpcServerResponse<CheckRequest, CheckResponse> response, CheckResponse check) {
        try {
            response.end(check).onFailure(gone -> {});
        } catch (IllegalStateException late) {
            LOG.debug("Envoy's deadline had passed, or it had gone", late);
        }
    }

    private static void refuse(
            GrpcServerResponse<CheckRequest, CheckResponse> response, GrpcStatus status, String message) {
        try {
            response.status(status).statusMessage(message).end().onFailure(gone -> {});
        } catch (IllegalStateException late) {
            LOG.debug("Envoy's deadline had passed, or it had gone", late);
        }
    }
}
