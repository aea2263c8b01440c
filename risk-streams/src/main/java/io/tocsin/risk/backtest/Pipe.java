// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Hands things from one thread to another in their order, in batches, and lets the one that is ahead wait. */
final class Pipe<T> {
    private static final int BATCH = 128;
    private static final int BATCHES = 4;

    private final BlockingQueue<List<T>> batches = new ArrayBlockingQueue<>(BATCHES);
    private List<T> filling = new ArrayList<>(BATCH);

    /** What is taken off a pipe, by what may be interrupted. */
    interface Taker<T> {
        void take(T thing) throws InterruptedException;
    }

    void put(T thing) throws InterruptedException {
        filling.add(thing);
        if (filling.size() == BATCH) {
            batches.put(filling);
            filling = new ArrayList<>(BATCH);
        }
    }

    /** Nothing more comes. An empty batch says so. */
    void end() throws InterruptedException {
        if (!filling.isEmpty()) {
            batches.put(filling);
        }
        batches.put(List.of());
    }

    /** Returns after the end. */
    void drain(Taker<T> taker) throws InterruptedException {
        for (List<T> batch = batches.take(); !batch.isEmpty(); batch = batches.take()) {
            for (T thing : batch) {
                taker.take(thing);
            }
        }
    }
}
