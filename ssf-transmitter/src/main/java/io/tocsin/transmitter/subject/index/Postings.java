// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject.index;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Entries by hash. */
final class Postings {
    private final Map<SubjectHash, Posting> byHash = new ConcurrentHashMap<>();

    void add(SubjectHash hash, Entry entry) {
        byHash.compute(hash, (h, posting) -> posting == null ? entry : posting.with(entry));
    }

    void remove(SubjectHash hash, Entry entry) {
        byHash.computeIfPresent(hash, (h, posting) -> posting.without(entry));
    }

    void streams(List<SubjectHash> hashes, Predicate<Entry> which, Consumer<StreamSlot> found) {
        for (SubjectHash hash : hashes) {
            Posting posting = byHash.get(hash);
            if (posting != null) {
                posting.streams(which, found);
            }
        }
    }

    @Nullable
    Entry plain(SubjectHash hash, StreamSlot stream) {
        Posting posting = byHash.get(hash);
        return posting == null ? null : posting.plainOf(stream);
    }

    void forEach(BiConsumer<SubjectHash, Entry> action) {
        byHash.forEach((hash, posting) -> posting.forEach(entry -> action.accept(hash, entry)));
    }
}
