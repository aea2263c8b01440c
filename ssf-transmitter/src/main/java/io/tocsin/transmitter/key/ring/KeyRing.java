// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key.ring;

import io.tocsin.schemas.receiver.SigningAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All keys of a hub. What each may do follows from its times, so nothing has to happen at the moment a key takes over:
 * whoever reads the same ring at the same time signs with the same key, after a crash too.
 */
record KeyRing(List<RingKey> keys) {
    static final KeyRing EMPTY = new KeyRing(List.of());

    /** Keys without times are older than any with. */
    private static final Comparator<RingKey> BY_AGE =
            Comparator.comparing(RingKey::signsFrom, Comparator.nullsFirst(Comparator.naturalOrder()));

    KeyRing {
        keys = List.copyOf(keys);
    }

    Stream<RingKey> of(SigningAlgorithm algorithm) {
        return keys.stream().filter(key -> key.algorithm() == algorithm);
    }

    Optional<RingKey> byId(String keyId) {
        return keys.stream().filter(key -> key.keyId().equals(keyId)).findFirst();
    }

    /**
     * The key that signs: the last that took over; of several without times the first in the file.
     *
     * @param usable those whose private part is at hand
     */
    Optional<RingKey> current(SigningAlgorithm algorithm, Instant now, Predicate<RingKey> usable) {
        RingKey best = null;
        for (RingKey key : keys) {
            if (key.algorithm() == algorithm
                    && key.signableAt(now)
                    && usable.test(key)
                    && (best == null || BY_AGE.compare(key, best) > 0)) {
                best = key;
            }
        }
        return Optional.ofNullable(best);
    }

    boolean hasNext(SigningAlgorithm algorithm, Instant now) {
        return of(algorithm).anyMatch(key -> key.publishedAt(now) && !key.signableAt(now));
    }

    KeyState state(RingKey key, Instant now) {
        if (!key.publishedAt(now)) {
            return KeyState.RETIRED;
        }
        if (!key.signableAt(now)) {
            return KeyState.NEXT;
        }
        return current(key.algorithm(), now, any -> true).filter(key::equals).isPresent()
                ? KeyState.CURRENT
                : KeyState.RETIRING;
    }

    List<RingKey> published(Instant now) {
        return keys.stream().filter(key -> key.publishedAt(now)).toList();
    }

    KeyRing plus(RingKey key) {
        List<RingKey> more = new ArrayList<>(keys);
        more.add(key);
        return new KeyRing(more);
    }

    /** With a successor: the others of its algorithm stay published for a while after it takes over. */
    KeyRing rotatedTo(RingKey successor, Duration retireAfter) {
        Instant takesOver = successor.signsFrom() == null ? Instant.EPOCH : successor.signsFrom();
        return unpublishing(successor.algorithm(), takesOver.plus(retireAfter)).plus(successor);
    }

    /** With no other key of that algorithm published after then. */
    KeyRing unpublishing(SigningAlgorithm algorithm, Instant end) {
        return new KeyRing(keys.stream()
                .map(key -> key.algorithm() == algorithm ? key.unpublishedBy(end) : key)
                .toList());
    }

    KeyRing without(List<String> keyIds) {
        return new KeyRing(
                keys.stream().filter(key -> !keyIds.contains(key.keyId())).toList());
    }
}
