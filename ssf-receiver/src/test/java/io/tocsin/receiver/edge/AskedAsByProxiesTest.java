// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.edge.route.OnSilence;
import io.tocsin.receiver.edge.route.RouteSettings;
import io.tocsin.receiver.edge.route.RouteSettings.Required;
import io.tocsin.receiver.rig.Sets;
import io.tocsin.receiver.rig.Streams;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The questions of proxies that no test can start, in the words of those proxies. */
class AskedAsByProxiesTest extends EdgeScenario {
    private static final String LOGIN = "https://login.example/?back=";
    private static final String SHOP = "https%3A%2F%2Fshop.example%2Fcart%3Fa%3Db";
    private static final String PAGE = "text/html,application/xhtml+xml,*/*;q=0.8";

    @BeforeEach
    void startRoutes() {
        startEdge(
                Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT),
                OnSilence.FAIL_CLOSED,
                List.of(sendingToTheLogin("/forward-auth"), sendingToTheLogin("/ext-authz/*")));
        await().atMost(LONG).until(() -> ask("X-Session-Id", "anyone").statusCode() == 200);
    }

    private static RouteSettings sendingToTheLogin(String path) {
        return new RouteSettings(path, List.of(), Required.SESSION, null, null, null, null, LOGIN + "{url}");
    }

    private HttpClientResponse asked(
            HttpClientAgent client, HttpMethod method, String host, String uri, Map<String, String> headers)
            throws Exception {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost("localhost")
                .setPort(port())
                .setURI(uri)
                .setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(headers));
        return client.request(options)
                .compose(request ->
                        request.authority(HostAndPort.authority(host)).send())
                .toCompletionStage()
                .toCompletableFuture()
                .get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private void revoke(String session) {
        tell(Sets.sessionRevoked(transmitter.issuer(), "of-" + session, clock.instant(), session));
        awaitAcknowledged();
    }

    /** Go's client over HTTP/2, without hop-by-hop headers, and with those of {@code authRequestHeaders}. */
    private HttpClientResponse asTraefik(HttpClientAgent go, String method) throws Exception {
        return asked(
                go,
                HttpMethod.GET,
                "localhost",
                "/forward-auth",
                Map.of(
                        "user-agent", "Go-http-client/2.0",
                        "accept-encoding", "gzip",
                        "accept", PAGE,
                        "cookie", "theme=dark; session=sess-1",
                        "x-forwarded-for", "192.0.2.7",
                        "x-forwarded-method", method,
                        "x-forwarded-proto", "https",
                        "x-forwarded-host", "shop.example",
                        "x-forwarded-uri", "/cart?a=b"));
    }

    @Test
    void asTraefik() throws Exception {
        HttpClientAgent go = client(HttpVersion.HTTP_2);
        HttpClientResponse before = asTraefik(go, "POST");
        assertThat(before.version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(before.statusCode()).isEqualTo(200);

        revoke("sess-1");

        HttpClientResponse after = asTraefik(go, "GET");
        assertThat(after.statusCode()).isEqualTo(302);
        assertThat(after.getHeader("Location")).isEqualTo(LOGIN + SHOP);
    }

    /** The client's method, host and path, the path behind a prefix; no body, and no {@code X-Forwarded-*} but one. */
    private HttpClientResponse asEnvoy(HttpClientAgent envoy, HttpMethod method, String accept) throws Exception {
        return asEnvoy(envoy, method, "/cart?a=b", accept);
    }

    private HttpClientResponse asEnvoy(HttpClientAgent envoy, HttpMethod method, String uri, String accept)
            throws Exception {
        return asked(
                envoy,
                method,
                "shop.example",
                "/ext-authz" + uri,
                Map.of(
                        "content-length", "0",
                        "accept", accept,
                        "cookie", "theme=dark; session=sess-1",
                        "x-envoy-internal", "true",
                        "x-forwarded-for", "192.0.2.7",
                        "x-envoy-expected-rq-timeout-ms", "2000"));
    }

    @Test
    void asEnvoyOverHttp() throws Exception {
        HttpClientAgent envoy = client(HttpVersion.HTTP_1_1);
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.OPTIONS)) {
            assertThat(asEnvoy(envoy, method, PAGE).statusCode()).isEqualTo(200);
        }
        String longUri = "/search?q=" + "x".repeat(6_000);
        assertThat(asEnvoy(envoy, HttpMethod.GET, longUri, PAGE).statusCode()).isEqualTo(200);

        revoke("sess-1");

        HttpClientResponse page = asEnvoy(envoy, HttpMethod.GET, PAGE);
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.getHeader("Location")).isEqualTo(LOGIN + SHOP);
        HttpClientResponse api = asEnvoy(envoy, HttpMethod.POST, "application/json");
        assertThat(api.statusCode()).isEqualTo(401);
        assertThat(api.getHeader("WWW-Authenticate")).isEqualTo("Bearer realm=\"tocsin\"");
        assertThat(asEnvoy(envoy, HttpMethod.HEAD, "*/*").statusCode()).isEqualTo(401);
    }
}
