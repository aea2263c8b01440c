// SPDX-License-Identifier: Apache-2.0
package io.tocsin.keycloak;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An address to post to that answers as it is told, and keeps what it is sent. */
final class Hub implements AutoCloseable {
    /** One request. */
    record Posted(String path, String id, String timestamp, String signature, String body, int answered) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Posted> posted = new ConcurrentLinkedQueue<>();
    private volatile int answer = 200;
    private volatile Map<String, String> headers = Map.of();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    Hub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int status = answer;
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        posted.add(new Posted(
                exchange.getRequestURI().getPath(),
                header(exchange, "webhook-id"),
                header(exchange, "webhook-timestamp"),
                header(exchange, "webhook-signature"),
                body,
                status));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    void answers(int status, Map<String, String> with) {
        headers = with;
        answer = status;
    }

    /** Answers nothing until the latch is open. */
    void waitsFor(CountDownLatch latch) {
        gate = latch;
    }

    String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    List<Posted> posted() {
        return List.copyOf(posted);
    }

    List<Posted> taken() {
        return posted.stream().filter(one -> one.answered() == 200).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
