// SPDX-License-Identifier: Apache-2.0
package io.tocsin.keycloak;

import io.tocsin.keycloak.Answer.Later;
import io.tocsin.keycloak.Answer.Refused;
import io.tocsin.keycloak.Answer.Taken;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The events on their way to one address, in their order, by one thread. What finds no room pushes out the oldest: what
 * is new matters more, and the hub finds the rest in the admin API.
 */
final class Lane {
    private static final Logger LOG = Logger.getLogger(Lane.class);
    private static final int BATCH = 100;
    private static final int BATCH_BYTES = 256 * 1024;
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Post post;
    private final int room;
    private final PostMeters meters;
    private final DoubleSupplier random;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /** @param random from 0 to 1, spreads the waits of several Keycloaks */
    Lane(Post post, int room, PostMeters meters, DoubleSupplier random) {
        this.post = post;
        this.room = room;
        this.meters = meters;
        this.random = random;
        this.thread = new Thread(this::run, "tocsin-events");
        thread.setDaemon(true);
        thread.start();
    }

    /** Never waits. */
    void add(byte[] event) {
        synchronized (waiting) {
            if (waiting.size() >= room) {
                waiting.poll();
                meters.lost(1);
            }
            waiting.add(event);
            waiting.notifyAll();
        }
    }

    int size() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /** Sends what waits, once more and not for longer than this. */
    void close(Duration patience) {
        closing.countDown();
        synchronized (waiting) {
            waiting.notifyAll();
        }
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        int left = size();
        if (left > 0) {
            meters.lost(left);
            LOG.warnf("%d events were not sent before the end", left);
        }
    }

    private void run() {
        List<byte[]> batch = List.of();
        try {
            for (batch = next(); !batch.isEmpty(); batch = next()) {
                send(batch);
            }
        } catch (InterruptedException e) {
            meters.lost(batch.size());
            Thread.currentThread().interrupt();
        }
    }

    /** Empty at the end. */
    private List<byte[]> next() throws InterruptedException {
        List<byte[]> batch = new ArrayList<>();
        synchronized (waiting) {
            while (waiting.isEmpty() && closing.getCount() > 0) {
                waiting.wait();
            }
            int bytes = 0;
            for (byte[] event = waiting.peek(); event != null && batch.size() < BATCH; event = waiting.peek()) {
                bytes += event.length;
                if (bytes > BATCH_BYTES && !batch.isEmpty()) {
                    break;
                }
                batch.add(waiting.remove());
            }
        }
        return batch;
    }

    private void send(List<byte[]> batch) throws InterruptedException {
        byte[] body = array(batch);
        String id = "kc_" + UUID.randomUUID();
        @Nullable String complaint = null;
        for (int tries = 1; ; tries++) {
            Answer answer = post.send(id, body);
            if (answer instanceof Taken) {
                meters.sent(batch.size());
                if (complaint != null) {
                    LOG.info("Events are taken again");
                }
                return;
            }
            if (answer instanceof Refused refused) {
                meters.lost(batch.size());
                LOG.errorf("%d events were refused for good: answer %d", batch.size(), refused.status());
                return;
            }
            Later later = (Later) answer;
            meters.failed();
            if (!later.why().equals(complaint)) {
                complaint = later.why();
                LOG.warnf("Events cannot be sent and wait: %s", complaint);
            }
            if (closing.await(pause(tries, later.notBefore()).toMillis(), TimeUnit.MILLISECONDS) && tries > 1) {
                meters.lost(batch.size());
                return;
            }
        }
    }

    /** Doubles up to a minute, with half of it by chance; no less than the hub asks for. */
    private Duration pause(int tries, Duration asked) {
        Duration doubled = SHORTEST.multipliedBy(1L << Math.min(tries - 1, 8));
        long bounded = Math.min(doubled.toMillis(), LONGEST.toMillis());
        long half = bounded / 2;
        long chosen = half + (long) (half * random.getAsDouble());
        return Duration.ofMillis(Math.max(chosen, asked.toMillis()));
    }

    private static byte[] array(List<byte[]> events) {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        char before = '[';
        for (byte[] event : events) {
            array.write(before);
            array.writeBytes(event);
            before = ',';
        }
        array.write(']');
        return array.toByteArray();
    }
}
