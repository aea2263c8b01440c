// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.intake;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemTrustOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who disturbs the intake, in a process of its own, as each connection takes a descriptor at both ends: connections
 * that say nothing after TLS's handshake, some that send a head byte by byte, and one that pours 100 MB into a body,
 * again and again. Authority, port, how many; says how many it holds, each second.
 */
public final class IdlersMain {
    private static final int SLOW = 64;
    /** Handshakes under way at once: more would measure those. */
    private static final int AT_ONCE = 32;

    private static final long BODY = 100_000_000;
    private static final int CHUNK = 1 << 16;
    private static final long NO_TIMER = -1;

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client;
    private final int port;
    private final int wanted;
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();

    private IdlersMain(String authority, int port, int wanted) {
        this.client = vertx.createNetClient(new NetClientOptions()
                .setSsl(true)
                .setHostnameVerificationAlgorithm("HTTPS")
                .setTrustOptions(new PemTrustOptions().addCertPath(authority)));
        this.port = port;
        this.wanted = wanted;
    }

    public static void main(String[] arguments) throws InterruptedException {
        IdlersMain idlers =
                new IdlersMain(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        for (int i = 0; i < AT_ONCE; i++) {
            idlers.next();
        }
        idlers.pour();
        while (true) {
            System.out.println("holding " + idlers.held.get());
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private void next() {
        int number = started.getAndIncrement();
        if (number >= wanted) {
            return;
        }
        client.connect(port, "localhost").onComplete(opened -> {
            if (opened.succeeded()) {
                hold(opened.result(), number < SLOW);
            } else {
                started.decrementAndGet();
            }
            vertx.setTimer(1, again -> next());
        });
    }

    private void hold(NetSocket socket, boolean slow) {
        held.incrementAndGet();
        long dribbling = slow ? dribble(socket) : NO_TIMER;
        socket.closeHandler(closed -> {
            vertx.cancelTimer(dribbling);
            held.decrementAndGet();
            started.decrementAndGet();
            vertx.setTimer(1_000, again -> next());
        });
    }

    /** A head that never ends; gives the timer that goes on with it. */
    private long dribble(NetSocket socket) {
        socket.write("POST /webhooks/okta HTTP/1.1\r\nX-Slow: ");
        return vertx.setPeriodic(1_000, tick -> socket.write("x"));
    }

    /** Until it is cut off, then anew. */
    private void pour() {
        client.connect(port, "localhost").onSuccess(socket -> {
            Buffer chunk = Buffer.buffer("10000\r\n" + "x".repeat(CHUNK) + "\r\n");
            long[] sent = {0};
            Runnable more = () -> {
                while (sent[0] < BODY && !socket.writeQueueFull()) {
                    sent[0] += CHUNK;
                    socket.write(chunk);
                }
            };
            socket.drainHandler(drained -> more.run());
            socket.closeHandler(closed -> vertx.setTimer(1_000, again -> pour()));
            socket.write("POST /webhooks/okta HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            more.run();
        });
    }
}
