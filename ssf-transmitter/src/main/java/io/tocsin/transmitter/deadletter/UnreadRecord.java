// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A record of one of our topics that could not be read when its turn came. Once it can be, because whoever reads it now
 * is of a newer version, it is put back behind the others of its key.
 */
final class UnreadRecord {
    /** As those who set records aside write it, at the beginning of the origin or of the reason. */
    private static final Pattern ORIGIN = Pattern.compile("([a-z-]+)-[0-9]+@[0-9]+(?::.*)?", Pattern.DOTALL);

    private UnreadRecord() {}

    /** The topic it is of; empty for a letter that is no such record. */
    static Optional<Topic<?, ?>> topic(Letter letter) {
        return named(letter.origin()).or(() -> named(letter.reason()));
    }

    private static Optional<Topic<?, ?>> named(String text) {
        Matcher matcher = ORIGIN.matcher(text);
        return matcher.matches()
                ? Topics.ALL.stream()
                        .filter(topic -> topic.name().equals(matcher.group(1)))
                        .<Topic<?, ?>>map(topic -> topic)
                        .findFirst()
                : Optional.empty();
    }

    /** What stands against putting it back; nothing if it can be read now. */
    static Optional<String> problem(Wire wire, Topic<?, ?> topic, String key, DeadLetter letter) {
        if (letter.body().length == 0) {
            return Optional.of("it had no value, or none that could be kept");
        }
        try {
            read(wire, topic, key, letter.body());
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("it still cannot be read as a record of " + topic.name() + ": " + said(e));
        }
    }

    /** Puts it back. Throws if it cannot be read, which {@link #problem} tells before. */
    static <K, V> CompletableFuture<?> putBack(
            Wire wire, TopicWriter writer, Topic<K, V> topic, String key, DeadLetter letter) {
        Read<K, V> read = read(wire, topic, key, letter.body());
        return writer.write(topic, read.key(), read.value());
    }

    private record Read<K, V>(K key, V value) {}

    private static <K, V> Read<K, V> read(Wire wire, Topic<K, V> topic, String key, byte[] value) {
        return new Read<>(
                wire.keys(topic).deserializer().deserialize(topic.name(), key.getBytes(UTF_8)),
                wire.values(topic).deserializer().deserialize(topic.name(), value));
    }

    private static String said(Throwable failure) {
        Throwable root = failure;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
