// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over real HTTPS on loopback, against receivers that mean no good. */
class PushClientTest {
    private final Vertx vertx = Vertx.vertx();
    private final TestTls tls = new TestTls();
    private final PushConfig config = within(Duration.ofSeconds(20));
    private final PushConfig impatient = within(Duration.ofSeconds(1));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    @Requirement("PUSH-2.1-1")
    void aSetIsPostedAsRfc8935Says() {
        AtomicReference<String> seen = new AtomicReference<>();
        URI url = receiver(
                "localhost",
                request -> request.body().onSuccess(body -> {
                    seen.set(request.method() + " " + request.uri() + " " + request.getHeader("Content-Type") + " "
                            + request.getHeader("Accept") + " " + request.getHeader("Authorization") + " " + body);
                    request.response().setStatusCode(202).end();
                }));

        PushOutcome outcome = push(config, URI.create(url + "/in?x=1"), Secret.of("Bearer abc"));

        assertThat(outcome).isEqualTo(new PushOutcome.Delivered(202));
        assertThat(seen.get()).isEqualTo("POST /in?x=1 application/secevent+jwt application/json Bearer abc a.b.c");
    }

    @Test
    @Requirement({"SSF-6.1.1-3", "A-4"})
    void withoutARegisteredHeaderNoneIsSent() {
        AtomicReference<Boolean> authorized = new AtomicReference<>();
        URI url = receiver("localhost", request -> {
            authorized.set(request.headers().contains("Authorization"));
            request.response().setStatusCode(202).end();
        });

        push(config, url, null);

        assertThat(authorized.get()).isFalse();
    }

    @Test
    @Requirement("SEC-1")
    void redirectsAreNotFollowed() {
        URI target = receiver(
                "localhost", request -> request.response().setStatusCode(202).end());
        URI url = receiver(
                "localhost",
                request -> request.response()
                        .setStatusCode(307)
                        .putHeader("Location", target.toString())
                        .end());

        assertThat(push(config, url, null))
                .isEqualTo(new PushOutcome.Refused("HTTP 307, redirects elsewhere; redirects are not followed"));
    }

    @Test
    @Requirement("PUSH-3-1")
    void aCertificateForAnotherNameIsRefused() {
        URI url = receiver(
                "else.example", request -> request.response().setStatusCode(202).end());

        assertThat(push(config, url, null)).isEqualTo(new PushOutcome.Refused("TLS: certificate is for another name"));
    }

    @Test
    @Requirement("PUSH-3-1")
    void aCertificateOfAnUnknownAuthorityIsRefused() {
        URI url = receiver(
                "localhost", request -> request.response().setStatusCode(202).end());
        PushConfig stranger = new PushConfig(
                List.of("127.0.0.0/8"), new TestTls().authorityFile(), null, Duration.ofSeconds(20), null, null);

        assertThat(push(stranger, url, null))
                .isEqualTo(new PushOutcome.Refused("TLS: certificate is of an unknown authority"));
    }

    @Test
    @Requirement("SEC-1")
    void aNameThatMeansAnAddressOnlyWeCanReachIsNotConnectedTo() {
        AtomicReference<Boolean> connected = new AtomicReference<>(false);
        URI url = receiver("localhost", request -> {
            connected.set(true);
            request.response().setStatusCode(202).end();
        });
        PushConfig strict = new PushConfig(null, tls.authorityFile(), null, Duration.ofSeconds(20), null, null);

        assertThat(push(strict, url, null))
                .isEqualTo(new PushOutcome.Refused("resolves to a forbidden address 127.0.0.1"));
        assertThat(connected.get()).isFalse();
    }

    @Test
    void silenceEndsInTime() {
        URI url = receiver("localhost", request -> {});

        assertThat(push(impatient, url, null)).isEqualTo(new PushOutcome.Transient("no answer within 1 s", null));
    }

    @Test
    void anAnswerThatNeverEndsIsCutOff() {
        URI url = receiver("localhost", request -> {
            request.response().setStatusCode(400).setChunked(true);
            vertx.setPeriodic(20, timer -> {
                var unused = request.response().write("x".repeat(100));
            });
        });

        assertThat(push(impatient, url, null))
                .isInstanceOfSatisfying(
                        PushOutcome.Transient.class,
                        late -> assertThat(late.reason())
                                .startsWith("does not finish its answer: HTTP 400 and ")
                                .endsWith(" bytes within 1 s"));
    }

    @Test
    void anEndlessErrorBodyIsNotRead() {
        URI url = receiver(
                "localhost",
                request -> request.response().setStatusCode(400).end("{\"err\":\"" + "x".repeat(5_000_000) + "\"}"));

        assertThat(push(config, url, null)).isEqualTo(new PushOutcome.Rejected("http_400", null));
    }

    @Test
    void nobodyThereIsTransient() {
        HttpServer server = vertx.createHttpServer(tls.server("localhost")).requestHandler(request -> {});
        server.listen().await();
        URI url = URI.create("https://localhost:" + server.actualPort());
        server.close().await();

        assertThat(push(config, url, null)).isEqualTo(new PushOutcome.Transient("connection refused", null));
    }

    private PushConfig within(Duration timeout) {
        return new PushConfig(List.of("127.0.0.0/8"), tls.authorityFile(), null, timeout, null, null);
    }

    private URI receiver(String certifiedName, Handler<HttpServerRequest> handler) {
        HttpServer server = vertx.createHttpServer(tls.server(certifiedName)).requestHandler(handler);
        server.listen().await();
        return URI.create("https://localhost:" + server.actualPort());
    }

    private PushOutcome push(PushConfig with, URI url, @Nullable Secret authorization) {
        try (PushClient client = new PushClient(
                vertx,
                with,
                new AddressRules(with.allowedAddresses()),
                TransmitterMetrics.NONE,
                InstantSource.system())) {
            return client.push(url, authorization, "a.b.c", 1).join();
        }
    }
}
