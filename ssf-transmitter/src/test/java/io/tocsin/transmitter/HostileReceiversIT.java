// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.kafka.KafkaCluster;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.transmitter.delivery.DeliveryConfig;
import io.tocsin.transmitter.lane.failing.LaneHealth;
import io.tocsin.transmitter.lane.failing.Trouble;
import io.tocsin.transmitter.rig.Names;
import io.tocsin.transmitter.rig.RigCase;
import io.tocsin.transmitter.rig.TransmitterRig;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way a receiver can fail, on real HTTPS: each is told in plain words, and costs a healthy stream beside it
 * nothing.
 */
class HostileReceiversIT extends RigCase {
    private static final Duration PUSH_TIMEOUT = Duration.ofSeconds(3);
    /** What a healthy stream's SET may take while another's receiver misbehaves. */
    private static final Duration UNDISTURBED = Duration.ofSeconds(2);

    private static final int HEALTHY_SETS = 40;
    private static final int ATTEMPTS = 3;

    private final AtomicInteger cases = new AtomicInteger();

    @BeforeAll
    @Override
    protected void start(KafkaCluster cluster, @TempDir Path folder) {
        rig = new TransmitterRig(cluster, folder, DeliveryConfig.DEFAULT, PUSH_TIMEOUT);
    }

    @BeforeEach
    void noStreams() {
        List.of("alpha", "beta").forEach(rig::deleteAll);
    }

    @Test
    @Requirement("A-31")
    void oneThatHangsAfterAccepting() {
        String url = raw(new NetServerOptions().setHost("127.0.0.1").setPort(0), socket -> {});

        assertThat(trouble(url).reason()).isEqualTo("no connection within 3 s");
    }

    @Test
    @Requirement("A-31")
    void oneThatReadsAndNeverAnswers() {
        List<String> read = new CopyOnWriteArrayList<>();
        String url = http(
                rig.tls.server("localhost"), request -> request.body().onSuccess(token -> read.add(token.toString())));

        assertThat(trouble(url).reason()).isEqualTo("no answer within 3 s");
        await().until(() -> Set.copyOf(read).size() < read.size());
    }

    @Test
    @Requirement({"A-31", "SEC-6"})
    void oneThatAnswersOneByteASecond() {
        String url = raw(
                rig.tls.rawServer("localhost"),
                socket -> socket.handler(request -> {
                    var unused = socket.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 1000\r\n\r\n");
                    rig.vertx.setPeriodic(
                            500, 1_000, timer -> socket.write("{").onFailure(gone -> rig.vertx.cancelTimer(timer)));
                }));

        assertThat(trouble(url).reason())
                .startsWith("answers 1 byte at a time: HTTP 400 and ")
                .endsWith(" bytes within 3 s");
    }

    @Test
    @Requirement("A-31")
    void oneThatClosesInTheMiddleOfItsAnswer() {
        String url = raw(
                rig.tls.rawServer("localhost"),
                socket -> socket.handler(request -> socket.write(
                                Buffer.buffer("HTTP/1.1 400 Bad Request\r\nContent-Length: 100\r\n\r\n{\"err\":"))
                        .onComplete(written -> socket.close())));

        assertThat(trouble(url).reason()).isEqualTo("the connection was closed in the middle of the answer");
    }

    @Test
    @Requirement({"A-31", "PUSH-3-1"})
    void oneWhoseCertificateHasExpired() {
        Instant end = Instant.now().minus(Duration.ofDays(3));
        String url = http(
                rig.tls.expired("localhost", end),
                request -> request.response().setStatusCode(202).end());

        assertThat(trouble(url).reason())
                .isEqualTo("TLS: certificate expired on " + end.toString().substring(0, 10));
    }

    @Test
    @Requirement({"A-31", "SEC-1"})
    void oneThatRedirectsElsewhere() {
        String url = http(
                rig.tls.server("localhost"),
                request -> request.response()
                        .setStatusCode(307)
                        .putHeader("Location", "https://elsewhere.example/in")
                        .end());

        assertThat(trouble(url).reason()).isEqualTo("HTTP 307, redirects to another host; redirects are not followed");
    }

    @Test
    @Requirement({"A-31", "SEC-1"})
    void oneWhoseNameMeansAnAddressThatOnlyWeCanReach() {
        AtomicInteger connections = new AtomicInteger();
        NetServer inside = rig.vertx
                .createNetServer(
                        new NetServerOptions().setHost(Names.INSIDE_ADDRESS).setPort(0))
                .connectHandler(socket -> connections.incrementAndGet());
        inside.listen().await();

        Trouble trouble = trouble("https://" + Names.INSIDE + ":" + inside.actualPort() + "/in");

        assertThat(trouble.reason()).isEqualTo("resolves to a forbidden address " + Names.INSIDE_ADDRESS);
        assertThat(connections).hasValue(0);
    }

    @Test
    @Requirement("A-31")
    void oneThatIsNotThere() {
        HttpServer server =
                rig.vertx.createHttpServer(rig.tls.server("localhost")).requestHandler(request -> {});
        server.listen().await();
        String url = "https://localhost:" + server.actualPort() + "/in";
        server.close().await();

        assertThat(trouble(url).reason()).isEqualTo("connection refused");
    }

    /**
     * Makes it fail, with a healthy stream beside it whose every SET arrives in time, and says what people are told. A
     * machine that stands still for a moment does so once; what holds up others does so each time.
     */
    private Trouble trouble(String url) {
        String failing = rig.createPushTo("alpha", url);
        Duration slowest = slowestBesideIt();
        for (int attempt = 1; attempt < ATTEMPTS && slowest.compareTo(UNDISTURBED) > 0; attempt++) {
            noStreams();
            failing = rig.createPushTo("alpha", url);
            slowest = slowestBesideIt();
        }
        assertThat(slowest).isLessThanOrEqualTo(UNDISTURBED);
        return toldOf(failing);
    }

    private Duration slowestBesideIt() {
        String name = "case-" + cases.incrementAndGet();
        rig.createPush("beta", "/healthy/" + name);
        rig.emitMany(name + "-bad-", "alpha", HEALTHY_SETS, HEALTHY_SETS);
        Duration slowest = Duration.ZERO;
        for (int i = 0; i < HEALTHY_SETS; i++) {
            rig.emit(name + "-good-" + i, "beta", "user-" + i);
            long emitted = System.nanoTime();
            long expected = i + 1L;
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> rig.receiver.accepted("/healthy/" + name) >= expected);
            Duration took = Duration.ofNanos(System.nanoTime() - emitted);
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
        }
        return slowest;
    }

    private Trouble toldOf(String failing) {
        Optional<Trouble> trouble = await().until(
                        () -> rig.transmitter()
                                .health(failing)
                                .map(LaneHealth::trouble)
                                .filter(found -> found.failures() > 0),
                        Optional::isPresent);
        LaneHealth health = rig.transmitter().health(failing).orElseThrow();
        assertThat(health.backlog()).isEqualTo(HEALTHY_SETS);
        return trouble.orElseThrow();
    }

    private String http(HttpServerOptions options, Handler<HttpServerRequest> handler) {
        HttpServer server = rig.vertx.createHttpServer(options).requestHandler(handler);
        server.listen().await();
        return "https://localhost:" + server.actualPort() + "/in";
    }

    private String raw(NetServerOptions options, Handler<NetSocket> handler) {
        NetServer server = rig.vertx.createNetServer(options).connectHandler(handler);
        server.listen().await();
        return "https://localhost:" + server.actualPort() + "/in";
    }
}
