// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject.index;

import io.tocsin.schemas.stream.SubjectMembership;
import java.util.concurrent.atomic.AtomicInteger;

/** One stream in the index. Most of its subjects are simply there, and share one {@link Entry}. */
final class StreamSlot {
    final String streamId;
    final String tenant;
    final Entry included;
    private final AtomicInteger size = new AtomicInteger();

    StreamSlot(String streamId, String tenant) {
        this.streamId = streamId;
        this.tenant = tenant;
        this.included = new Entry(this, SubjectMembership.INCLUDED, true, Entry.NEVER, null);
    }

    int size() {
        return size.get();
    }

    void grow(int by) {
        size.addAndGet(by);
    }
}
