// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.kafka.EmbeddedKafkaConfig;
import io.tocsin.kafka.FreePort;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.transmitter.rig.Tokens;
import io.tocsin.transmitter.rig.TransmitterRig.Response;
import io.tocsin.transmitter.topology.running.OutboxPartitions;
import io.tocsin.transmitter.topology.running.OutboxWatch;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the broker is away for a while, and comes back where it was. */
class BrokerAwayIT {
    private static final int BEFORE = 30;

    private EmbeddedKafkaConfig where;
    private EmbeddedKafka kafka;
    private PeersRig rig;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        where = EmbeddedKafkaConfig.in(folder.resolve("kafka")).withPort(FreePort.any());
        kafka = EmbeddedKafka.start(where);
        rig = PeersRig.alone(kafka.bootstrapServers(), folder);
    }

    @AfterEach
    void stop() {
        rig.close();
        kafka.close();
    }

    @Test
    @Requirement("SEC-6")
    void nothingIsLostWhileTheBrokerIsAwayAndManagementSaysThatItIsNotNow() throws Exception {
        String id = rig.createPush(0, "/away");
        for (int i = 0; i < BEFORE; i++) {
            rig.emit("before-" + i, "user-" + i % 3);
        }

        kafka.close();
        CompletableFuture<?> lateEvent = CompletableFuture.runAsync(() -> emitUntilTaken("during"));
        long asked = System.nanoTime();
        Response refused = rig.send(
                0,
                HttpMethod.PATCH,
                PeersRig.STREAMS,
                "{\"stream_id\":\"" + id + "\",\"description\":\"while the broker is away\"}");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("retry-after")).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(15));
        assertThat(rig.send(0, HttpMethod.GET, "/ssf/status?stream_id=" + id, null)
                        .status())
                .as("what is known can be read")
                .isEqualTo(200);

        kafka = EmbeddedKafka.start(where);
        lateEvent.get(60, TimeUnit.SECONDS);
        rig.emit("after", "user-0");

        await().untilAsserted(() -> assertThat(jtisByTxn()).hasSize(BEFORE + 2));
        assertThat(jtisByTxn().values()).as("one jti each").allMatch(jtis -> jtis.size() == 1);
        assertThat(rig.ended(0).toCompletableFuture()).isNotDone();
        await().until(() -> rig.send(
                                0,
                                HttpMethod.PATCH,
                                PeersRig.STREAMS,
                                "{\"stream_id\":\"" + id + "\",\"description\":\"back\"}")
                        .status()
                == 200);
    }

    @Test
    void anOutboxThatGetsMorePartitionsIsNoticedAndRefusedAtTheNextStart() throws Exception {
        rig.createPush(0, "/more");
        rig.emit("first", "user-0");
        await().until(() -> rig.receiver.accepted("/more") == 1);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            OutboxPartitions before = rig.outboxPartitions(admin);
            AtomicReference<String> told = new AtomicReference<>();
            OutboxWatch watch = new OutboxWatch(before, admin, Duration.ofMillis(200), told::set);
            try {
                admin.createPartitions(Map.of("outbox", NewPartitions.increaseTo(5)))
                        .all()
                        .get(30, TimeUnit.SECONDS);
                await().untilAsserted(() -> assertThat(told.get()).contains("has 5 partitions, expected 3"));
            } finally {
                watch.close();
            }

            assertThatThrownBy(() -> rig.outboxPartitions(admin))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has 5 partitions, expected 3");
        }
    }

    private void emitUntilTaken(String id) {
        while (true) {
            try {
                rig.emit(id, "user-1");
                return;
            } catch (CompletionException notTaken) {
                // once more: it may or may not have been
            }
        }
    }

    private Map<String, Set<String>> jtisByTxn() {
        Map<String, Set<String>> jtis = new HashMap<>();
        List.copyOf(rig.receiver.pushes())
                .forEach(push -> jtis.computeIfAbsent(Tokens.claim(push.token(), "txn"), txn -> new HashSet<>())
                        .add(Tokens.claim(push.token(), "jti")));
        return jtis;
    }
}
