// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.transmitter.deadletter.DeadLetters;
import io.tocsin.transmitter.deadletter.Letter;
import io.tocsin.transmitter.rig.RigCase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More SETs than fit a lane, to receivers that do not just take them. */
class ManySetsIT extends RigCase {
    private static final int SUBJECTS = 100;
    /** Pushes of one stream under way at one time, unless the configuration says otherwise. */
    private static final int IN_FLIGHT = 32;

    @BeforeEach
    void noStreams() {
        rig.deleteAll("alpha");
    }

    @Test
    @Requirement({"A-31", "A-51", "PUSH-2.4-2"})
    void oneRefusedSetAmongTenThousandStopsNothing() {
        int sets = 10_000;
        List<String> taken = new ArrayList<>();
        AtomicInteger refused = new AtomicInteger();
        String streamId = rig.createPushTo("alpha", receiver(claims -> {
            if (txn(claims).equals("txn-many-4711")) {
                refused.incrementAndGet();
                return 400;
            }
            synchronized (taken) {
                taken.add(txn(claims));
            }
            return 202;
        }));

        rig.emitMany("many-", "alpha", sets, SUBJECTS);

        await().atMost(Duration.ofMinutes(3)).until(() -> {
            synchronized (taken) {
                return taken.size() >= sets - 1;
            }
        });
        assertThat(taken).hasSize(sets - 1).doesNotHaveDuplicates();
        assertInOrder(taken);
        assertThat(refused).hasValue(1);
        List<Letter> letters = await().until(
                        () -> rig.transmitter()
                                .deadLetters()
                                .list(new DeadLetters.Query(streamId, null, null, 10))
                                .join()
                                .letters(),
                        found -> !found.isEmpty());
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.set()).isNotNull();
            assertThat(letter.set().err()).isEqualTo("something_new");
            assertThat(letter.set().claims().txn()).isEqualTo("txn-many-4711");
        });
    }

    @Test
    @Requirement({"A-31", "PUSH-2-5"})
    void aReceiverThatTakesTenASecondSeesNoMoreOnceItHasSaidSoAndGetsAll() {
        int limit = 10;
        int sets = 160;
        Set<String> taken = new HashSet<>();
        List<Long> seen = new ArrayList<>();
        long[] window = {0, 0};
        HttpServer server = rig.vertx
                .createHttpServer(rig.tls.server("localhost"))
                .requestHandler(request -> request.body().onSuccess(body -> {
                    long second = System.nanoTime() / 1_000_000_000L;
                    synchronized (taken) {
                        seen.add(second);
                        if (window[0] != second) {
                            window[0] = second;
                            window[1] = 0;
                        }
                        if (++window[1] > limit) {
                            request.response()
                                    .setStatusCode(429)
                                    .putHeader("Retry-After", "1")
                                    .end();
                            return;
                        }
                        taken.add(txn(claims(body.toString())));
                    }
                    request.response().setStatusCode(202).end();
                }));
        server.listen().await();
        rig.createPushTo("alpha", "https://localhost:" + server.actualPort() + "/in");

        rig.emitMany("limited-", "alpha", sets, sets);

        await().atMost(Duration.ofSeconds(90)).until(() -> {
            synchronized (taken) {
                return taken.size() == sets;
            }
        });
        long seconds = seen.getLast() - seen.getFirst() + 1;
        // what was under way when the first answer told of the limit could not know of it
        assertThat(seen.size()).isLessThanOrEqualTo((int) (limit * seconds) + IN_FLIGHT);
    }

    private String receiver(ToIntFunction<JWTClaimsSet> answer) {
        HttpServer server = rig.vertx
                .createHttpServer(rig.tls.server("localhost"))
                .requestHandler(request -> take(request, answer));
        server.listen().await();
        return "https://localhost:" + server.actualPort() + "/in";
    }

    private static void take(HttpServerRequest request, ToIntFunction<JWTClaimsSet> answer) {
        request.body().onSuccess(body -> {
            int status = answer.applyAsInt(claims(body.toString()));
            request.response()
                    .setStatusCode(status)
                    .end(status == 400 ? "{\"err\":\"something_new\",\"description\":\"no\"}" : "");
        });
    }

    private static void assertInOrder(List<String> txns) {
        Map<Integer, Integer> last = new HashMap<>();
        for (String txn : txns) {
            int number = Integer.parseInt(txn.substring(txn.lastIndexOf('-') + 1));
            Integer before = last.put(number % SUBJECTS, number);
            assertThat(before == null || before < number)
                    .as("order of user-" + number % SUBJECTS)
                    .isTrue();
        }
    }

    private static String txn(JWTClaimsSet claims) {
        return String.valueOf(claims.getClaim("txn"));
    }

    private static JWTClaimsSet claims(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
