// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.stream;

import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.view.Changes;
import io.tocsin.transmitter.view.CompactedView;
import io.tocsin.transmitter.view.FollowedTopic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The compacted topic {@code streams} as an index: what HTTP answers from and fan-out goes by. */
public final class StreamDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamDirectory.class);

    private final StreamIndex index = new StreamIndex();
    private final List<StreamListener> listeners = new CopyOnWriteArrayList<>();
    private final CompactedView<String, StreamRegistration> view;

    private StreamDirectory(Map<String, String> kafka, Wire wire) {
        this.view = CompactedView.open(kafka, wire, Topics.STREAMS, new Indexing(index, listeners));
    }

    /** Returns when all that is in the topic now has been read. Throws what the Kafka client throws. */
    public static StreamDirectory open(Map<String, String> kafka, Wire wire) {
        StreamDirectory directory = new StreamDirectory(kafka, wire);
        LOG.info("read {} streams", directory.index.size());
        return directory;
    }

    public StreamIndex index() {
        return index;
    }

    /** Hears every change from now on. */
    public void listen(StreamListener listener) {
        listeners.add(listener);
    }

    /** Completes when the index shows that record, on the directory's thread. */
    public CompletableFuture<Void> shows(TopicWriter.Written written) {
        return view.shows(written);
    }

    /** For those who wait for what others write. */
    public FollowedTopic followed() {
        return view.followed();
    }

    @Override
    public void close() {
        view.close();
    }

    private record Indexing(StreamIndex index, List<StreamListener> listeners)
            implements Changes<String, StreamRegistration> {
        @Override
        public void put(String streamId, StreamRegistration stream) {
            index.put(stream);
            listeners.forEach(listener -> listener.changed(stream));
        }

        @Override
        public void removed(String streamId) {
            index.remove(streamId);
            listeners.forEach(listener -> listener.deleted(streamId));
        }
    }
}
