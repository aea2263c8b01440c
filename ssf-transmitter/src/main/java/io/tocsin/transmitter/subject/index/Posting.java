// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject.index;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The entries found under one hash. Read by any number of threads while one writes. */
sealed interface Posting permits Entry, Posting.Few, Posting.Many {
    Posting with(Entry entry);

    /** Null if nothing is left. */
    @Nullable
    Posting without(Entry entry);

    /** Each stream with an entry of that kind, once or more. */
    void streams(Predicate<Entry> which, Consumer<StreamSlot> found);

    /** The stream's entry for the very subject whose hash this is. */
    @Nullable
    Entry plainOf(StreamSlot stream);

    void forEach(Consumer<Entry> action);

    /** Some entries, never changed. */
    record Few(@SuppressWarnings("ArrayRecordComponent") Entry[] entries) implements Posting {
        private static final int MOST = 16;

        @Override
        public Posting with(Entry entry) {
            if (Arrays.asList(entries).contains(entry)) {
                return this;
            }
            if (entries.length == MOST) {
                Many many = new Many();
                forEach(many::add);
                many.add(entry);
                return many;
            }
            Entry[] more = Arrays.copyOf(entries, entries.length + 1);
            more[entries.length] = entry;
            return new Few(more);
        }

        @Override
        public @Nullable Posting without(Entry entry) {
            Entry[] fewer = Arrays.stream(entries).filter(e -> e != entry).toArray(Entry[]::new);
            return switch (fewer.length) {
                case 0 -> null;
                case 1 -> fewer[0];
                default -> new Few(fewer);
            };
        }

        @Override
        public void streams(Predicate<Entry> which, Consumer<StreamSlot> found) {
            for (Entry entry : entries) {
                entry.streams(which, found);
            }
        }

        @Override
        public @Nullable Entry plainOf(StreamSlot stream) {
            for (Entry entry : entries) {
                if (entry.plainOf(stream) != null) {
                    return entry;
                }
            }
            return null;
        }

        @Override
        public void forEach(Consumer<Entry> action) {
            for (Entry entry : entries) {
                action.accept(entry);
            }
        }
    }

    /** Any number, by stream: where one stream has very many, one that fits is enough. */
    final class Many implements Posting {
        private final Map<StreamSlot, Set<Entry>> byStream = new ConcurrentHashMap<>();

        void add(Entry entry) {
            byStream.computeIfAbsent(entry.slot, slot -> ConcurrentHashMap.newKeySet())
                    .add(entry);
        }

        void remove(Entry entry) {
            byStream.computeIfPresent(entry.slot, (slot, entries) -> {
                entries.remove(entry);
                return entries.isEmpty() ? null : entries;
            });
        }

        @Override
        public Posting with(Entry entry) {
            add(entry);
            return this;
        }

        @Override
        public @Nullable Posting without(Entry entry) {
            remove(entry);
            return byStream.isEmpty() ? null : this;
        }

        @Override
        public void streams(Predicate<Entry> which, Consumer<StreamSlot> found) {
            byStream.forEach((slot, entries) -> {
                for (Entry entry : entries) {
                    if (which.test(entry)) {
                        found.accept(slot);
                        break;
                    }
                }
            });
        }

        @Override
        public @Nullable Entry plainOf(StreamSlot stream) {
            for (Entry entry : byStream.getOrDefault(stream, Set.of())) {
                if (entry.terms == null) {
                    return entry;
                }
            }
            return null;
        }

        @Override
        public void forEach(Consumer<Entry> action) {
            byStream.values().forEach(entries -> entries.forEach(action));
        }
    }
}
