// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.webhook;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds how many connections there are, and how long each may be without a request under way; where there are too
 * many, those make way that have waited longest. The time runs until a request's head is complete, so a head sent byte
 * by byte does not stretch it.
 */
final class ConnectionGuard {
    private final Vertx vertx;
    private final WebhookLimits limits;
    private final Map<HttpConnection, Watch> open = new ConcurrentHashMap<>();
    private final SequencedSet<Watch> waiting = new LinkedHashSet<>();

    ConnectionGuard(Vertx vertx, WebhookLimits limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    void opened(HttpConnection connection) {
        if (open.size() >= limits.maxConnections() && !makeWay()) {
            connection.close();
            return;
        }
        Watch watch = new Watch(connection);
        open.put(connection, watch);
        watch.idle(limits.idleTimeout().toMillis());
        connection.closeHandler(closed -> {
            open.remove(connection);
            watch.waits(false);
            watch.stop();
        });
    }

    /** Ends the connection that has waited longest for a request: whoever only holds one keeps nobody out. */
    private boolean makeWay() {
        Watch longest;
        synchronized (waiting) {
            if (waiting.isEmpty()) {
                return false;
            }
            longest = waiting.removeFirst();
        }
        open.remove(longest.connection);
        longest.connection.close();
        return true;
    }

    void began(HttpServerRequest request) {
        Watch watch = open.get(request.connection());
        if (watch != null) {
            watch.requests++;
            watch.waits(false);
            watch.stop();
        }
    }

    void ended(HttpServerRequest request) {
        Watch watch = open.get(request.connection());
        if (watch != null && --watch.requests == 0) {
            watch.idle(limits.idleTimeout().toMillis());
        }
    }

    /** One connection's clock; touched by its event loop only. */
    private final class Watch {
        private static final long NONE = -1;
        private final HttpConnection connection;
        private int requests;
        private long timer = NONE;

        Watch(HttpConnection connection) {
            this.connection = connection;
        }

        /** Whether it may be ended for another. */
        void waits(boolean so) {
            synchronized (waiting) {
                if (so) {
                    waiting.addLast(this);
                } else {
                    waiting.remove(this);
                }
            }
        }

        void idle(long millis) {
            waits(true);
            timer = vertx.setTimer(millis, t -> connection.close());
        }

        void stop() {
            if (timer != NONE) {
                vertx.cancelTimer(timer);
                timer = NONE;
            }
        }
    }
}
