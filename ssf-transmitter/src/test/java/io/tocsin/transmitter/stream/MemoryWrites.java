// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.stream;

import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A registry and an outbox in memory, which a test may hold up or break; says in which order it was written to. */
public final class MemoryWrites implements StreamWrites {
    private final StreamIndex index = new StreamIndex();
    private final List<String> log = new ArrayList<>();
    private final List<OutboxEntry> outbox = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private boolean holding;
    private boolean registryDown;
    private boolean outboxDown;

    public StreamIndex index() {
        return index;
    }

    public List<String> log() {
        return log;
    }

    public List<OutboxEntry> outbox() {
        return outbox;
    }

    /** Registrations from now on wait for {@link #release}. */
    public void hold() {
        holding = true;
    }

    public void release() {
        holding = false;
        while (!held.isEmpty()) {
            held.removeFirst().run();
        }
    }

    public void breakRegistry() {
        registryDown = true;
    }

    public void breakOutbox() {
        outboxDown = true;
    }

    public void mend() {
        registryDown = false;
        outboxDown = false;
    }

    @Override
    public CompletableFuture<Void> register(String streamId, @Nullable StreamRegistration stream) {
        if (registryDown) {
            return unavailable();
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        Runnable write = () -> {
            log.add((stream == null ? "delete " : "register ") + streamId);
            if (stream == null) {
                index.remove(streamId);
            } else {
                index.put(stream);
            }
            done.complete(null);
        };
        if (holding) {
            held.add(write);
        } else {
            write.run();
        }
        return done;
    }

    @Override
    public CompletableFuture<Void> enqueue(String streamId, @Nullable OutboxEntry entry) {
        if (outboxDown) {
            return unavailable();
        }
        log.add((entry == null ? "clear " : "enqueue ") + streamId);
        if (entry != null) {
            outbox.add(entry);
        }
        return CompletableFuture.completedFuture(null);
    }

    private static CompletableFuture<Void> unavailable() {
        return CompletableFuture.failedFuture(new RejectedException(new Rejection.Unavailable(Duration.ofSeconds(5))));
    }
}
