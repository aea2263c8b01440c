// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.load;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.tocsin.hub.tls.HttpsListener;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The promise that nothing is lost and nothing said twice, against a hub that is killed. */
class CrashIT {
    private static final int PEOPLE = 1_000;
    private static final int BEFORE_THE_KILL = 200;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stopClients() {
        join(vertx.close());
    }

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void everyRevocationArrivesUnderOneJtiAlthoughTheHubIsKilledInTheMiddleOfABurst(@TempDir Path folder)
            throws Exception {
        Company company = new Company("crash");
        CountDownLatch underWay = new CountDownLatch(BEFORE_THE_KILL);
        try (HubProcess hub = HubProcess.in(folder, List.of("-Xmx768m"));
                SetSink sink = SetSink.start(
                        vertx,
                        HttpsListener.options("127.0.0.1", 0, hub.authority().server()),
                        arrival -> underWay.countDown());
                Caller caller = new Caller(hub.authority().root());
                Webhooks webhooks = new Webhooks(
                        vertx, hub.authority().root(), hub.connectorsPort(), company, InstantSource.system())) {
            hub.start();
            caller.createPushStream(hub.transmitterPort(), "https://localhost:" + sink.port() + "/sets");
            join(webhooks.openSessions(0, PEOPLE));

            List<Future<Void>> burst = new ArrayList<>();
            for (int person = 0; person < PEOPLE; person++) {
                burst.add(webhooks.detect(person));
            }
            assertThat(underWay.await(2, TimeUnit.MINUTES)).isTrue();
            hub.kill();
            await().atMost(Duration.ofMinutes(1)).until(() -> burst.stream().allMatch(Future::isComplete));
            int arrivedBefore = sink.arrivals().size();

            hub.start();
            // what the hub never accepted is the sender's to send again; what it accepted is not sent again
            for (int person = 0; person < PEOPLE; person++) {
                if (burst.get(person).failed()) {
                    join(webhooks.detect(person));
                }
            }
            Set<String> everySession =
                    IntStream.range(0, PEOPLE).mapToObj(company::session).collect(toSet());
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() ->
                            assertThat(jtisBySession(sink).keySet()).containsExactlyInAnyOrderElementsOf(everySession));

            assertThat(arrivedBefore).as("killed in the middle").isBetween(BEFORE_THE_KILL, PEOPLE - 1);
            assertThat(jtisBySession(sink))
                    .allSatisfy((session, jtis) -> assertThat(jtis).hasSize(1));
            assertThat(tokensVerifyWith(caller.jwks(hub.transmitterPort()), sink))
                    .isTrue();
        }
    }

    private static Map<String, Set<String>> jtisBySession(SetSink sink) {
        return sink.arrivals().stream().collect(groupingBy(Arrival::session, mapping(Arrival::jti, toSet())));
    }

    private static boolean tokensVerifyWith(String jwks, SetSink sink) throws Exception {
        JWKSet keys = JWKSet.parse(jwks);
        for (Arrival arrival : sink.arrivals()) {
            SignedJWT token = SignedJWT.parse(arrival.token());
            RSASSAVerifier verifier = new RSASSAVerifier(
                    keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey());
            if (!token.verify(verifier)) {
                return false;
            }
        }
        return true;
    }

    private static void join(Future<Void> future) {
        future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(2, TimeUnit.MINUTES)
                .join();
    }
}
