// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import com.nimbusds.jose.JWSAlgorithm;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc.AuthorizationBlockingStub;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.edge.envoy.EnvoySettings;
import io.tocsin.receiver.edge.envoy.ExtAuthz;
import io.tocsin.receiver.edge.route.IdentityRule;
import io.tocsin.receiver.edge.route.OnSilence;
import io.tocsin.receiver.edge.route.RouteSettings;
import io.tocsin.receiver.edge.route.RouteSettings.Required;
import io.tocsin.receiver.edge.route.Source;
import io.tocsin.receiver.edge.route.TokenSettings;
import io.tocsin.receiver.rig.Sets;
import io.tocsin.receiver.rig.Signer;
import io.tocsin.receiver.rig.Streams;
import io.tocsin.receiver.rig.Tls;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemTrustOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Envoy's external authorization, asked over TLS by grpc-java's client with Envoy's own messages. */
class EnvoyTest extends EdgeScenario {
    private static final String LOGIN = "https://login.example";

    /** Takes connections, and says nothing. */
    private ServerSocket silent;

    private ManagedChannel channel;
    private AuthorizationBlockingStub envoy;

    private static RouteSettings api(String path, String jwksUri) {
        TokenSettings token =
                new TokenSettings(Source.parse("header:Authorization"), URI.create(jwksUri), Tls.ca(), null, null);
        return new RouteSettings(
                path,
                List.of(new IdentityRule(
                        token, Source.parse("claim:sid"), null, null, Source.parse("claim:auth_time"))),
                Required.SESSION,
                Duration.ofMinutes(2),
                OnSilence.STEP_UP,
                null,
                null,
                null);
    }

    @BeforeEach
    void connect() throws Exception {
        silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        RouteSettings pages = new RouteSettings(
                "/pages", List.of(), Required.SESSION, null, null, null, "Bearer realm=\"shop\"", LOGIN + "/?to={url}");
        startEdge(
                List.of(Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT)),
                OnSilence.FAIL_CLOSED,
                List.of(
                        pages,
                        api("/api", transmitter.jwksUri()),
                        api("/stuck", "https://localhost:" + silent.getLocalPort() + "/jwks")),
                0,
                new EnvoySettings("/pages"));
        Awaitility.await().atMost(LONG).until(() -> get("/health").body().contains("\"status\":\"live\""));
        channel = NettyChannelBuilder.forAddress("localhost", port())
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(Tls.ca().toFile())
                        .build())
                .build();
        envoy = AuthorizationGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void disconnect() throws Exception {
        silent.close();
        channel.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
    }

    private CheckResponse check(CheckRequest request) {
        return envoy.withDeadlineAfter(20, TimeUnit.SECONDS).check(request);
    }

    private static CheckRequest request(Map<String, String> headers) {
        return request(headers, Map.of());
    }

    private static CheckRequest request(Map<String, String> headers, Map<String, String> extensions) {
        return CheckRequest.newBuilder()
                .setAttributes(AttributeContext.newBuilder()
                        .putAllContextExtensions(extensions)
                        .setRequest(AttributeContext.Request.newBuilder()
                                .setHttp(AttributeContext.HttpRequest.newBuilder()
                                        .setMethod("GET")
                                        .setScheme("https")
                                        .setHost("shop.example")
                                        .setPath("/cart?a=b")
                                        .putAllHeaders(headers))))
                .build();
    }

    private static String bearer(String claims) {
        String header = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"" + Signer.RSA.getKeyID() + "\"}";
        return "Bearer " + Signer.sign(header, claims, Signer.RSA, JWSAlgorithm.RS256);
    }

    private static Map<String, String> denied(CheckResponse response) {
        assertThat(response.getStatus().getCode()).isEqualTo(Code.UNAUTHENTICATED_VALUE);
        return response.getDeniedResponse().getHeadersList().stream()
                .map(HeaderValueOption::getHeader)
                .collect(Collectors.toMap(HeaderValue::getKey, HeaderValue::getValue));
    }

    private static boolean passes(CheckResponse response) {
        return response.getStatus().getCode() == Code.OK_VALUE && response.hasOkResponse();
    }

    private void revoke(String session) {
        tell(Sets.sessionRevoked(transmitter.issuer(), "of-" + session, clock.instant(), session));
        awaitAcknowledged();
    }

    @Test
    void theNextRequestOfARevokedSessionIsDeniedAsOverHttp() throws Exception {
        CheckRequest asked = request(Map.of("cookie", "theme=dark; session=sess-1"));
        CheckResponse before = check(asked);
        assertThat(passes(before)).isTrue();
        assertThat(before.getOkResponse().getHeadersList())
                .extracting(header ->
                        header.getHeader().getKey() + ": " + header.getHeader().getValue())
                .containsExactly("X-Tocsin-Mode: live");

        revoke("sess-1");

        CheckResponse after = check(asked);
        assertThat(after.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(401);
        var http = get("/pages", "Cookie", "session=sess-1").headers();
        assertThat(denied(after)).containsKeys("WWW-Authenticate", "X-Tocsin-Reason");
        denied(after).forEach((name, value) -> assertThat(http.firstValue(name)).contains(value));
        assertThat(passes(check(request(Map.of("cookie", "session=sess-2"))))).isTrue();
        assertThat(passes(check(request(Map.of())))).as("nobody is named").isFalse();
    }

    @Test
    void browsersAreSentToTheLoginAndOthersGetTheReasonAsTheyAccept() {
        CheckResponse page = check(request(Map.of("accept", "text/html")));
        assertThat(page.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(302);
        assertThat(denied(page)).containsEntry("Location", LOGIN + "/?to=https%3A%2F%2Fshop.example%2Fcart%3Fa%3Db");

        CheckResponse json = check(request(Map.of("accept", "application/json")));
        assertThat(denied(json))
                .containsEntry("WWW-Authenticate", "Bearer realm=\"shop\"")
                .containsEntry("Content-Type", "application/json");
        assertThat(json.getDeniedResponse().getBody())
                .isEqualTo("{\"error\":\"unauthorized\",\"reason\":\"no-session\"}");
    }

    @Test
    void aContextExtensionNamesTheRouteWithItsTokensAndItsSilence() {
        Map<String, String> api = Map.of("route", "/api");
        String claims = JsonNodeFactory.instance
                .objectNode()
                .put("sid", "sess-3")
                .put("exp", clock.instant().plus(Duration.ofHours(1)).getEpochSecond())
                .toString();
        CheckRequest bearer = request(Map.of("authorization", bearer(claims)), api);
        assertThat(passes(check(bearer))).isTrue();
        assertThat(denied(check(request(Map.of("authorization", "Bearer e30.e30.e30"), api))))
                .containsEntry("X-Tocsin-Reason", "bad-token");
        revoke("sess-3");
        assertThat(passes(check(bearer))).isFalse();

        transmitter.close();
        clock.advance(Duration.ofMinutes(3));

        CheckRequest old = request(Map.of("authorization", bearer(claims.replace("sess-3", "sess-4"))), api);
        assertThat(denied(check(old)))
                .containsEntry("X-Tocsin-Mode", "step-up")
                .containsEntry(
                        "WWW-Authenticate", "Bearer error=\"insufficient_user_authentication\", max_age=\"300\"");

        CheckResponse nowhere = check(request(Map.of("cookie", "session=s"), Map.of("route", "/none")));
        assertThat(nowhere.getStatus().getCode()).isNotEqualTo(Code.OK_VALUE);
        assertThat(nowhere.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(404);
    }

    @Test
    void everyValueOfAHeaderIsLookedAtJoinedOrRaw() {
        revoke("sess-5");

        assertThat(passes(check(request(Map.of("x-session-id", "other,sess-5")))))
                .isFalse();
        assertThat(passes(check(request(Map.of("cookie", "session=other; session=sess-5")))))
                .isFalse();
        CheckRequest.Builder raw = request(Map.of()).toBuilder();
        raw.getAttributesBuilder()
                .getRequestBuilder()
                .getHttpBuilder()
                .setHeaderMap(HeaderMap.newBuilder()
                        .addHeaders(raw("cookie", "session=other"))
                        .addHeaders(raw("cookie", "session=sess-5")));
        assertThat(passes(check(raw.build()))).isFalse();
    }

    private static HeaderValue raw(String name, String value) {
        return HeaderValue.newBuilder()
                .setKey(name)
                .setRawValue(ByteString.copyFromUtf8(value))
                .build();
    }

    @Test
    void whatIsTooLongCompressedOrNoMessageIsRefusedAndTheNextIsAnswered() throws Exception {
        assertThat(failure(request(Map.of("x-session-id", "x".repeat(140_000)))).getCode())
                .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThatThrownBy(() -> envoy.withDeadlineAfter(20, TimeUnit.SECONDS)
                        .withCompression("gzip")
                        .check(request(Map.of("cookie", "session=s"))))
                .hasMessageContaining("UNIMPLEMENTED");
        assertThat(passes(check(request(Map.of("cookie", "session=s"))))).isTrue();

        URI check = URI.create("https://localhost:" + port() + ExtAuthz.PATH);
        assertThat(http.send(HttpRequest.newBuilder(check).build(), BodyHandlers.discarding())
                        .statusCode())
                .as("no gRPC")
                .isEqualTo(415);
    }

    private Status failure(CheckRequest request) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> check(request))
                .getStatus();
    }

    @Test
    void whoSaysHowLongTheyWaitIsToldInTimeThatThereIsNoAnswer() throws Exception {
        Buffer message = Buffer.buffer(
                request(Map.of("authorization", bearer("{\"sid\":\"sess-6\"}")), Map.of("route", "/stuck"))
                        .toByteArray());
        HttpClientAgent client = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setTrustOptions(new PemTrustOptions().addCertPath(Tls.ca().toString())));

        String status = client.request(HttpMethod.POST, port(), "localhost", ExtAuthz.PATH)
                .compose(request -> request.putHeader("Content-Type", "application/grpc")
                        .putHeader("grpc-timeout", "100m")
                        .send(Buffer.buffer()
                                .appendByte((byte) 0)
                                .appendInt(message.length())
                                .appendBuffer(message)))
                .compose(response -> response.end().map(end -> {
                    String trailer = response.getTrailer("grpc-status");
                    return trailer == null ? String.valueOf(response.getHeader("grpc-status")) : trailer;
                }))
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);

        assertThat(status).isEqualTo("" + Status.DEADLINE_EXCEEDED.getCode().value());
    }
}
