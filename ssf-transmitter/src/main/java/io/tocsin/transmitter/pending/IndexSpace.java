// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.pending;

import java.util.concurrent.atomic.AtomicLong;

/** How many SETs the indexes of this process may hold together: some 160 bytes each. */
public final class IndexSpace {
    private final long most;
    private final AtomicLong used = new AtomicLong();

    public IndexSpace(long most) {
        this.most = most;
    }

    boolean isLeft() {
        return used.get() < most;
    }

    void taken() {
        used.incrementAndGet();
    }

    void released(long entries) {
        used.addAndGet(-entries);
    }
}
