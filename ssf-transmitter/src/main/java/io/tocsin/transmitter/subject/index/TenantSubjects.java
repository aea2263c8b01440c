// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject.index;

import io.tocsin.schemas.stream.SubjectMembership;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The subjects on the streams of one tenant, in two lists: whom streams are about, and whom not. */
final class TenantSubjects {
    private final Side included = new Side();
    private final Side excluded = new Side();

    /** One list: simple subjects by hash, complex ones by shape. */
    private static final class Side {
        private final Postings simple = new Postings();
        private final Map<List<String>, Shape> shapes = new ConcurrentHashMap<>();

        void add(Entry entry, Terms terms) {
            if (terms.isSimple()) {
                terms.keys(Terms.SIMPLE).forEach(key -> simple.add(key, entry));
            } else {
                shapes.computeIfAbsent(terms.names(), Shape::new).add(entry, terms);
            }
        }

        void remove(Entry entry, Terms terms) {
            if (terms.isSimple()) {
                terms.keys(Terms.SIMPLE).forEach(key -> simple.remove(key, entry));
            } else {
                Shape shape = shapes.get(terms.names());
                if (shape != null) {
                    shape.remove(entry, terms);
                }
            }
        }
    }

    void add(Entry entry, Terms terms) {
        if (entry.membership == SubjectMembership.INCLUDED) {
            included.add(entry, terms);
        }
        if (entry.membership == SubjectMembership.EXCLUDED || !entry.verified) {
            excluded.add(entry, terms);
        }
    }

    void remove(Entry entry, Terms terms) {
        included.remove(entry, terms);
        excluded.remove(entry, terms);
    }

    /** The stream's entry for a subject that its hash says all of. */
    @Nullable
    Entry plain(SubjectHash hash, StreamSlot stream) {
        Entry entry = included.simple.plain(hash, stream);
        return entry == null ? excluded.simple.plain(hash, stream) : entry;
    }

    void including(Terms event, Predicate<Entry> which, Consumer<StreamSlot> found) {
        if (event.isSimple()) {
            included.simple.streams(event.keys(Terms.SIMPLE), which, found);
        } else {
            included.shapes.values().forEach(shape -> shape.matching(event, which, found));
        }
    }

    void excluding(Terms event, Predicate<Entry> which, Consumer<StreamSlot> found) {
        if (event.isSimple()) {
            excluded.simple.streams(event.keys(Terms.SIMPLE), which, found);
        } else {
            excluded.shapes.values().forEach(shape -> shape.containedIn(event, which, found));
        }
    }

    /** Whether a subject with these member names makes a shape that is not there yet. */
    boolean isNewShape(List<String> names) {
        return !included.shapes.containsKey(names) && !excluded.shapes.containsKey(names);
    }

    int shapes() {
        return included.shapes.size() + excluded.shapes.size();
    }

    /** The hashes of a stream's plain entries. Costs what the tenant has, not what the stream has. */
    void forEachPlain(StreamSlot stream, Consumer<SubjectHash> action) {
        for (Side side : List.of(included, excluded)) {
            side.simple.forEach((hash, entry) -> {
                if (entry.slot == stream && entry.terms == null) {
                    action.accept(hash);
                }
            });
        }
    }
}
