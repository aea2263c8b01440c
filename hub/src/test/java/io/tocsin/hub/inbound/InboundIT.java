// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.inbound;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.hub.control.HubExtension;
import io.tocsin.hub.control.OperatedHub;
import io.tocsin.hub.tls.HttpsListener;
import io.tocsin.hub.tls.LocalAuthority;
import io.tocsin.receiver.ClientCredentials;
import io.tocsin.receiver.SeenSettings;
import io.tocsin.receiver.StreamHealth;
import io.tocsin.receiver.StreamSettings;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.history.Start;
import io.tocsin.transmitter.history.TopicHistory;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** SETs of a transmitter, which here is a hub itself, become signals of another tenant. */
@ExtendWith(HubExtension.class)
class InboundIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void whatATransmitterSaysIsASignalOnceItIsInKafka(OperatedHub hub) throws Exception {
        Vertx vertx = Vertx.vertx();
        Path tls = requireNonNull(hub.authority().toAbsolutePath().getParent());
        InboundSource source = new InboundSource(
                "inbound-test",
                "hub",
                "books",
                StreamSettings.polled(
                                "inbound-test",
                                hub.issuerUrl(),
                                ClientCredentials.basic("other", Secret.of("other-secret-0123456789")),
                                List.of(EventType.SESSION_REVOKED.uri()))
                        .trusting(hub.authority()),
                null);
        String session = "s-" + UUID.randomUUID();
        try (Wire wire = Wire.open(hub.kafka());
                TopicWriter writer = TopicWriter.open(hub.kafka(), wire);
                Inbound inbound = Inbound.start(
                        new InboundConfig(List.of(source), SeenSettings.IN_MEMORY),
                        vertx,
                        HttpsListener.options(
                                "127.0.0.1",
                                0,
                                LocalAuthority.in(tls, Clock.systemUTC()).server()),
                        hub.kafka(),
                        wire,
                        writer,
                        Clock.systemUTC(),
                        InboundMetrics.NONE)) {
            await().atMost(LONG).until(() -> inbound.health().getFirst().phase() == StreamHealth.Phase.RUNNING);

            hub.revokeSessions("globex", List.of(session));

            await().atMost(LONG).until(() -> !signals(hub, wire).isEmpty());
            Signal signal = signals(hub, wire).getFirst();
            assertThat(signal.type()).isEqualTo(SignalType.SESSION_REVOKED);
            assertThat(signal.source().transport()).isEqualTo(Transport.SSF_POLL);
            assertThat(signal.provenance().txn()).isEqualTo("txn-" + session);
            // this hub told of it itself
            assertThat(signal.provenance().causedByJti()).isEqualTo("txn-" + session);
            assertThat(requireNonNull(signal.session()).identifiers())
                    .extracting(Identifier::value)
                    .containsExactly(session);
        } finally {
            vertx.close().await();
        }
    }

    private static List<Signal> signals(OperatedHub hub, Wire wire) {
        List<Signal> found = new ArrayList<>();
        new TopicHistory<>(hub.kafka(), wire, Topics.SIGNALS)
                .read(OptionalInt.empty(), new Start.Beginning(), entry -> {
                    if (entry.value() != null && entry.value().source().tenant().equals("inbound-test")) {
                        found.add(entry.value());
                    }
                    return true;
                });
        return found;
    }
}
