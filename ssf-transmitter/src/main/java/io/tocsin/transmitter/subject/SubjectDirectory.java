// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject;

import io.tocsin.schemas.stream.StreamSubject;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.subject.index.SubjectHash;
import io.tocsin.transmitter.subject.index.SubjectIndex;
import io.tocsin.transmitter.subject.index.SubjectIndex.Place;
import io.tocsin.transmitter.view.Changes;
import io.tocsin.transmitter.view.CompactedView;
import io.tocsin.transmitter.view.Durable;
import io.tocsin.transmitter.view.FollowedTopic;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The compacted topic {@code stream-subjects} as an index. */
public final class SubjectDirectory implements SubjectWrites, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SubjectDirectory.class);
    private static final char BEFORE_HASH = '|';

    private final CompactedView<String, StreamSubject> view;
    private final Durable writer;

    private SubjectDirectory(CompactedView<String, StreamSubject> view, TopicWriter writer) {
        this.view = view;
        this.writer = new Durable(writer);
    }

    /** Returns when all that is in the topic now is in the index. Throws what the Kafka client throws. */
    public static SubjectDirectory open(Map<String, String> kafka, Wire wire, TopicWriter writer, SubjectIndex index) {
        CompactedView<String, StreamSubject> view =
                CompactedView.open(kafka, wire, Topics.STREAM_SUBJECTS, new Changes<>() {
                    @Override
                    public void put(String key, StreamSubject subject) {
                        index.put(subject);
                    }

                    @Override
                    public void removed(String key) {
                        Place place = place(key);
                        if (place != null) {
                            index.remove(place);
                        }
                    }
                });
        LOG.info("read {} subjects", index.size());
        return new SubjectDirectory(view, writer);
    }

    @Override
    public CompletableFuture<Void> write(Place place, @Nullable StreamSubject said) {
        String key = place.streamId() + BEFORE_HASH + place.hash().text();
        return writer.write(Topics.STREAM_SUBJECTS, key, said).thenCompose(view::shows);
    }

    /** For those who wait for what others write. */
    public FollowedTopic followed() {
        return view.followed();
    }

    @Override
    public void close() {
        view.close();
    }

    private static @Nullable Place place(String key) {
        int bar = key.indexOf(BEFORE_HASH);
        try {
            return bar < 0 ? null : new Place(key.substring(0, bar), SubjectHash.parse(key.substring(bar + 1)));
        } catch (IllegalArgumentException e) {
            LOG.error("a key of {} is no stream and hash, left out", Topics.STREAM_SUBJECTS, e);
            return null;
        }
    }
}
