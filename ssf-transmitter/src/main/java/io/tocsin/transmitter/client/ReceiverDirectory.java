// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.view.Changes;
import io.tocsin.transmitter.view.CompactedView;
import io.tocsin.transmitter.view.FollowedTopic;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Keeps {@link Receivers} as the topic {@code receivers} has them. */
public final class ReceiverDirectory implements AutoCloseable {
    private final CompactedView<String, ReceiverRegistration> view;

    private ReceiverDirectory(CompactedView<String, ReceiverRegistration> view) {
        this.view = view;
    }

    /** Returns when all that is in the topic now has been read. Throws what the Kafka client throws. */
    public static ReceiverDirectory open(Map<String, String> kafka, Wire wire, Receivers receivers) {
        return new ReceiverDirectory(CompactedView.open(kafka, wire, Topics.RECEIVERS, new Changes<>() {
            @Override
            public void put(String clientId, ReceiverRegistration receiver) {
                receivers.put(receiver);
            }

            @Override
            public void removed(String clientId) {
                receivers.remove(clientId);
            }
        }));
    }

    /** Completes when {@link Receivers} shows that record. */
    public CompletableFuture<Void> shows(TopicWriter.Written written) {
        return view.shows(written);
    }

    /** For those who wait for what others write. */
    public FollowedTopic followed() {
        return view;
    }

    @Override
    public void close() {
        view.close();
    }
}
