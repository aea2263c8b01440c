// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.receiver.Sets;
import io.tocsin.receiver.edge.route.OnSilence;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real proxies over the configurations of {@code docs/proxies}. */
class ProxiesTest extends EdgeScenario {
    private final HttpClient browser = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private HttpServer application;
    private ProxyProcess proxy;

    enum Kind {
        NGINX,
        HAPROXY
    }

    @BeforeEach
    void startApplication() {
        application = vertx.createHttpServer()
                .requestHandler(request -> request.response().end("for " + request.getHeader("Cookie")))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stopProxy() {
        if (proxy != null) {
            proxy.close();
        }
    }

    private void start(Kind kind) throws IOException {
        startPolling(OnSilence.FAIL_CLOSED);
        proxy = switch (kind) {
            case NGINX -> ProxyProcess.nginx(folder.resolve("nginx"), port(), application.actualPort());
            case HAPROXY -> ProxyProcess.haproxy(folder.resolve("haproxy"), port(), application.actualPort());
        };
    }

    private HttpResponse<String> visit(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whoIsRevokedIsOutWithTheNextRequest(Kind kind) throws Exception {
        start(kind);
        String[] signedIn = {"Cookie", "session=sess-1"};
        assertThat(visit("/", signedIn).body()).isEqualTo("for session=sess-1");
        assertThat(visit("/api/x", signedIn).statusCode()).isEqualTo(200);

        tell(Sets.sessionRevoked(transmitter.issuer(), "r1", clock.instant(), "sess-1"));
        awaitAcknowledged();

        HttpResponse<String> page = visit("/", signedIn);
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location").orElse("")).contains("/login?back=");
        HttpResponse<String> api = visit("/api/x", signedIn);
        assertThat(api.statusCode()).isEqualTo(401);
        assertThat(api.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"tocsin\"");
        assertThat(visit("/login", signedIn).statusCode()).isEqualTo(200);
        assertThat(visit("/", "Cookie", "session=sess-2").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatOnlyTheProxyMaySayIsNotTakenFromAClient(Kind kind) throws Exception {
        start(kind);

        assertThat(visit("/api/x", "X-Session-Id", "anybody").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void withoutAnEdgeNothingPassesAndAfterItIsBackAllDoes(Kind kind) throws Exception {
        start(kind);
        int port = port();
        assertThat(visit("/", "Cookie", "session=s").statusCode()).isEqualTo(200);
        requireNonNull(edge).close();
        edge = null;

        assertThat(visit("/", "Cookie", "session=s").statusCode()).isBetween(500, 503);

        startEdgeAt(port);
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(visit("/", "Cookie", "session=s").statusCode())
                                .isEqualTo(200));
    }
}
