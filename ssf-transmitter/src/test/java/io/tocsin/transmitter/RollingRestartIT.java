// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.kafka.EmbeddedKafkaConfig;
import io.tocsin.transmitter.rig.TestReceiver;
import io.tocsin.transmitter.rig.Tokens;
import io.tocsin.transmitter.rig.TransmitterRig.Response;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two transmitters restarted one after the other while events are written, polled and pushed. */
class RollingRestartIT {
    private static final int SUBJECTS = 5;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private EmbeddedKafka kafka;
    private PeersRig rig;
    private volatile int closing = -1;
    private volatile boolean over;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(folder.resolve("kafka")));
        rig = new PeersRig(kafka.bootstrapServers(), folder, 2);
    }

    @AfterEach
    void stop() {
        rig.close();
        kafka.close();
    }

    /** Polls at whichever instance is not being restarted, and acknowledges. */
    private void poll(String streamId, Map<String, Set<String>> jtisByTxn, List<Integer> refusals) {
        String ack = "";
        for (int turn = 0; !over; turn++) {
            int at = closing < 0 ? turn % 2 : 1 - closing;
            Response answer;
            try {
                answer = rig.poll(at, streamId, "{\"ack\":[" + ack + "]}");
            } catch (RuntimeException cut) {
                // it left on a kept connection that was being closed, which a client takes for no answer (RFC 9112
                // §9.6)
                if (closing != at) {
                    throw cut;
                }
                continue;
            }
            if (answer.status() != 200) {
                refusals.add(answer.status());
                continue;
            }
            List<String> acks = new ArrayList<>();
            for (Map.Entry<String, JsonNode> set : answer.json().path("sets").properties()) {
                acks.add("\"" + set.getKey() + "\"");
                jtisByTxn
                        .computeIfAbsent(
                                Tokens.claim(set.getValue().asText(), "txn"), txn -> ConcurrentHashMap.newKeySet())
                        .add(set.getKey());
            }
            ack = String.join(",", acks);
        }
    }

    @Test
    void bothInstancesRestartedInTurnLoseNothingAndNobodyNotices() throws Exception {
        String polled = rig.createPoll(0);
        String pushed = rig.createPush(1, "/rolling");
        String run = polled;
        AtomicInteger written = new AtomicInteger();
        Map<String, Set<String>> polledJtis = new ConcurrentHashMap<>();
        List<Integer> refusals = Collections.synchronizedList(new ArrayList<>());
        Thread poller = Thread.ofVirtual().start(() -> poll(polled, polledJtis, refusals));
        Thread load = Thread.ofVirtual().start(() -> {
            while (!over) {
                int number = written.getAndIncrement();
                rig.emit(run + "#" + number, "user-" + number % SUBJECTS);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        });

        for (int which = 0; which < 2; which++) {
            await().until(() -> written.get() > 20);
            closing = which;
            rig.stop(which);
            int atStop = written.get();
            await().until(() -> polledJtis.containsKey(run + "#" + (atStop + 5)));
            rig.startAgain(which);
            closing = -1;
        }
        int atEnd = written.get();
        await().until(() -> polledJtis.containsKey(run + "#" + (atEnd + 20)));
        over = true;
        load.join();
        int total = written.get();
        over = false;
        Thread last = Thread.ofVirtual().start(() -> poll(polled, polledJtis, refusals));
        await().untilAsserted(() -> {
            assertThat(polledJtis).hasSize(total);
            assertThat(pushedJtis(run)).hasSize(total);
        });
        over = true;
        poller.join();
        last.join();

        assertThat(polledJtis.values()).as("one jti each, polled").allMatch(jtis -> jtis.size() == 1);
        assertThat(pushedJtis(run).values()).as("one jti each, pushed").allMatch(jtis -> jtis.size() == 1);
        assertThat(firstPushesBySubject(run))
                .allSatisfy((user, numbers) ->
                        assertThat(numbers).as("in order for each subject").isSorted());
        assertThat(refusals).as("polls refused").isEmpty();
        List.of(polled, pushed)
                .forEach(id -> rig.send(0, HttpMethod.DELETE, PeersRig.STREAMS + "?stream_id=" + id, null));
    }

    private Map<String, Set<String>> pushedJtis(String run) {
        Map<String, Set<String>> jtis = new HashMap<>();
        rig.receiver.pushes().stream()
                .filter(push -> Tokens.claim(push.token(), "txn").startsWith(run))
                .forEach(push -> jtis.computeIfAbsent(Tokens.claim(push.token(), "txn"), txn -> new HashSet<>())
                        .add(Tokens.claim(push.token(), "jti")));
        return jtis;
    }

    private Map<Integer, List<Integer>> firstPushesBySubject(String run) {
        Map<Integer, List<Integer>> firsts = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (TestReceiver.Push push : rig.receiver.pushes()) {
            String txn = Tokens.claim(push.token(), "txn");
            if (txn.startsWith(run) && seen.add(txn)) {
                int number = Integer.parseInt(txn.substring(txn.indexOf('#') + 1));
                firsts.computeIfAbsent(number % SUBJECTS, subject -> new ArrayList<>())
                        .add(number);
            }
        }
        return firsts;
    }
}
