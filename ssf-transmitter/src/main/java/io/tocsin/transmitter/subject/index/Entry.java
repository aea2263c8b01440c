// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject.index;

import io.tocsin.schemas.stream.SubjectMembership;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a receiver said of a subject on a stream; by itself also the whole posting of a subject that is on one only. */
final class Entry implements Posting {
    static final long NEVER = Long.MIN_VALUE;

    final StreamSlot slot;
    final SubjectMembership membership;
    final boolean verified;
    /** Milliseconds since the epoch. */
    final long removed;
    /** Null where the hash under which the entry is found says all of the subject. */
    final @Nullable Terms terms;

    Entry(StreamSlot slot, SubjectMembership membership, boolean verified, long removed, @Nullable Terms terms) {
        this.slot = slot;
        this.membership = membership;
        this.verified = verified;
        this.removed = removed;
        this.terms = terms;
    }

    boolean wasRemoved() {
        return removed != NEVER;
    }

    boolean saysTheSameAs(Entry other) {
        return slot == other.slot
                && membership == other.membership
                && verified == other.verified
                && removed == other.removed;
    }

    @Override
    public Posting with(Entry other) {
        return other == this ? this : new Few(new Entry[] {this, other});
    }

    @Override
    public @Nullable Posting without(Entry other) {
        return other == this ? null : this;
    }

    @Override
    public void streams(Predicate<Entry> which, Consumer<StreamSlot> found) {
        if (which.test(this)) {
            found.accept(slot);
        }
    }

    @Override
    public @Nullable Entry plainOf(StreamSlot stream) {
        return slot == stream && terms == null ? this : null;
    }

    @Override
    public void forEach(Consumer<Entry> action) {
        action.accept(this);
    }
}
