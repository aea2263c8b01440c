// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.edge.route.OnSilence;
import io.tocsin.receiver.edge.route.RouteSettings;
import io.tocsin.receiver.rig.Sets;
import io.tocsin.receiver.rig.Streams;
import io.tocsin.receiver.rig.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real proxies over the configurations of {@code docs/proxies}. */
class ProxiesTest extends EdgeScenario {
    private static final String[] SIGNED_IN = {"Cookie", "session=sess-1"};

    private final HttpClient browser = Tls.client();
    private Application application;
    private ProxyProcess proxy;

    enum Kind {
        NGINX,
        HAPROXY,
        CADDY
    }

    @AfterEach
    void stopProxy() {
        if (proxy != null) {
            proxy.close();
        }
    }

    private void start(Kind kind) throws IOException {
        startEdge(kind, 0);
        application = new Application(vertx);
        proxy = switch (kind) {
            case NGINX -> ProxyProcess.nginx(folder.resolve("nginx"), port(), application.port());
            case HAPROXY -> ProxyProcess.haproxy(folder.resolve("haproxy"), port(), application.port());
            case CADDY -> ProxyProcess.caddy(folder.resolve("caddy"), port(), application.port());
        };
    }

    private void startEdge(Kind kind, int port) {
        startEdge(
                List.of(Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT)),
                OnSilence.FAIL_CLOSED,
                kind == Kind.CADDY ? List.of(sendingToTheLogin()) : List.of(),
                port);
        await().atMost(LONG).until(() -> ask("X-Session-Id", "anyone").statusCode() == 200);
    }

    /** Caddy gives the edge's answer to the browser; the others redirect by themselves. */
    private static RouteSettings sendingToTheLogin() {
        return new RouteSettings(
                "/forward-auth",
                List.of(),
                RouteSettings.Required.SESSION,
                null,
                null,
                null,
                null,
                "https://login.example/login?back={url}");
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(proxy.url() + path));
        return headers.length > 0 ? request.headers(headers) : request;
    }

    private HttpResponse<String> visit(String path, String... headers) throws IOException, InterruptedException {
        return browser.send(request(path, headers).build(), BodyHandlers.ofString());
    }

    private void revoke(String session) {
        tell(Sets.sessionRevoked(transmitter.issuer(), "of-" + session, clock.instant(), session));
        awaitAcknowledged();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whoIsRevokedIsOutWithTheNextRequest(Kind kind) throws Exception {
        start(kind);
        assertThat(visit("/", SIGNED_IN).body()).isEqualTo("for session=sess-1");
        assertThat(visit("/api/x", SIGNED_IN).statusCode()).isEqualTo(200);

        revoke("sess-1");

        HttpResponse<String> page =
                visit("/", "Cookie", "session=sess-1", "Accept", "text/html", "X-Forwarded-Host", "elsewhere.example");
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location").orElse(""))
                .contains("/login?back=")
                .doesNotContain("elsewhere");
        HttpResponse<String> api = visit("/api/x", SIGNED_IN);
        assertThat(api.statusCode()).isEqualTo(401);
        assertThat(api.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"tocsin\"");
        assertThat(visit("/login", SIGNED_IN).statusCode()).isEqualTo(200);
        assertThat(visit("/", "Cookie", "session=sess-2").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void neitherTheProxysOwnWordsNorAWayRoundTheLoginLetAnybodyIn(Kind kind) throws Exception {
        start(kind);

        assertThat(visit("/api/x", "X-Session-Id", "anybody").statusCode()).isEqualTo(401);
        for (String path : List.of(
                "/login/../api/x",
                "/login/%2e%2e/api/x",
                "/login/..%2fapi/x",
                "/login%2f..%2fapi/x",
                "/login/../api/x?a=b")) {
            assertThat(visit(path).statusCode()).as(path).isBetween(302, 401);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyCookieOfTheNameIsAskedAbout(Kind kind) throws Exception {
        start(kind);
        revoke("sess-1");

        assertThat(visit("/api/x", "Cookie", "session=other; a=b").statusCode()).isEqualTo(200);
        assertThat(visit("/api/x", "Cookie", "session=other; session=sess-1").statusCode())
                .isEqualTo(401);
        assertThat(visit("/api/x", "Cookie", "session=other", "Cookie", "session=sess-1")
                        .statusCode())
                .as("in a header of its own")
                .isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsSentReachesTheApplicationAndHeadersMayBeLong(Kind kind) throws Exception {
        start(kind);

        HttpResponse<String> posted = browser.send(
                request("/api/x", SIGNED_IN)
                        .POST(BodyPublishers.ofString("x".repeat(100_000)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(posted.body()).isEqualTo("for session=sess-1 of 100000");
        String cookies = "session=sess-1; theme=" + "x".repeat(7_000);
        assertThat(visit("/api/x", "Cookie", cookies, "Authorization", "Bearer " + "y".repeat(6_000))
                        .statusCode())
                .isEqualTo(200);
        revoke("sess-1");
        HttpRequest head = request("/api/x", SIGNED_IN)
                .method("HEAD", BodyPublishers.noBody())
                .build();
        assertThat(browser.send(head, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aWebSocketOrDownloadIsAskedAboutWhenItBeginsAndNotAfter(Kind kind) throws Exception {
        start(kind);
        CompletableFuture<String> heard = new CompletableFuture<>();
        WebSocket socket = open(heard);
        HttpResponse<InputStream> download =
                browser.send(request(Application.DOWNLOAD, SIGNED_IN).build(), BodyHandlers.ofInputStream());
        assertThat(download.statusCode()).isEqualTo(200);

        revoke("sess-1");

        assertThat(socket.sendText("still here", true)).succeedsWithin(LONG);
        assertThat(heard.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("still here");
        socket.abort();
        application.endDownload();
        assertThat(new String(download.body().readAllBytes(), UTF_8)).isEqualTo("begun and ended");
        assertThatThrownBy(() -> open(new CompletableFuture<>())).hasCauseInstanceOf(WebSocketHandshakeException.class);
        assertThat(visit("/api" + Application.DOWNLOAD, SIGNED_IN).statusCode()).isEqualTo(401);
    }

    private WebSocket open(CompletableFuture<String> heard) throws Exception {
        WebSocket.Listener listener = new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                heard.complete(text.toString());
                return null;
            }
        };
        return browser.newWebSocketBuilder()
                .header("Cookie", "session=sess-1")
                .buildAsync(URI.create(proxy.url().replaceFirst("http", "ws") + "/live"), listener)
                .get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void withoutAnEdgeNothingPassesAndAfterItIsBackAllDoes(Kind kind) throws Exception {
        start(kind);
        int port = port();
        assertThat(visit("/", SIGNED_IN).statusCode()).isEqualTo(200);
        requireNonNull(edge).close();
        edge = null;

        assertThat(visit("/", SIGNED_IN).statusCode()).isBetween(500, 503);

        startEdge(kind, port);
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(visit("/", SIGNED_IN).statusCode()).isEqualTo(200));
    }
}
