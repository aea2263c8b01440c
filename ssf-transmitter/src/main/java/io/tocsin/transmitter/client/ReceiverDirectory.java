// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.receiver.TokenRevocations;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.view.Changes;
import io.tocsin.transmitter.view.CompactedView;
import io.tocsin.transmitter.view.Durable;
import io.tocsin.transmitter.view.FollowedTopic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@link Receivers} and {@link Revocations} as the topics {@code receivers} and {@code revocations} have them, on
 * every instance, and writes to both.
 */
public final class ReceiverDirectory implements AutoCloseable {
    private final CompactedView<String, ReceiverRegistration> registrations;
    private final CompactedView<String, TokenRevocations> revocations;
    private final Durable writer;

    private ReceiverDirectory(
            CompactedView<String, ReceiverRegistration> registrations,
            CompactedView<String, TokenRevocations> revocations,
            Durable writer) {
        this.registrations = registrations;
        this.revocations = revocations;
        this.writer = writer;
    }

    /** Returns when all that is in the topics now has been read. Throws what the Kafka client throws. */
    public static ReceiverDirectory open(
            Map<String, String> kafka, Wire wire, TopicWriter writer, Receivers receivers, Revocations revoked) {
        // first what is revoked: there must be no moment at which a receiver is known and its revocations are not
        CompactedView<String, TokenRevocations> revocations =
                CompactedView.open(kafka, wire, Topics.REVOCATIONS, new Changes<>() {
                    @Override
                    public void put(String clientId, TokenRevocations value) {
                        revoked.put(clientId, value);
                    }

                    @Override
                    public void removed(String clientId) {
                        revoked.remove(clientId);
                    }
                });
        try {
            CompactedView<String, ReceiverRegistration> registrations =
                    CompactedView.open(kafka, wire, Topics.RECEIVERS, new Changes<>() {
                        @Override
                        public void put(String clientId, ReceiverRegistration receiver) {
                            receivers.put(receiver);
                        }

                        @Override
                        public void removed(String clientId) {
                            receivers.remove(clientId);
                        }
                    });
            return new ReceiverDirectory(registrations, revocations, new Durable(writer));
        } catch (RuntimeException e) {
            revocations.close();
            throw e;
        }
    }

    /** Completes when {@link Receivers} shows it; null removes the receiver. */
    CompletableFuture<Void> register(String clientId, @Nullable ReceiverRegistration receiver) {
        return writer.write(Topics.RECEIVERS, clientId, receiver).thenCompose(registrations::shows);
    }

    /** Completes when {@link Revocations} shows it. */
    CompletableFuture<Void> revoke(String clientId, TokenRevocations revoked) {
        return writer.write(Topics.REVOCATIONS, clientId, revoked).thenCompose(revocations::shows);
    }

    /** For those who wait for what others write. */
    public List<FollowedTopic> followed() {
        return List.of(registrations.followed(), revocations.followed());
    }

    @Override
    public void close() {
        registrations.close();
        revocations.close();
    }
}
