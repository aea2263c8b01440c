// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.tocsin.schemas.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A registry over HTTP that answers the three calls as Confluent's does, and badly when told to. */
public final class RegistryServer implements AutoCloseable {
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Integer> bySubject = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();
    private final Queue<Integer> failures = new ArrayDeque<>();
    private boolean silent;
    private String body = "";

    public RegistryServer() throws IOException {
        this(HttpServer.create(LOOPBACK, 0));
    }

    private RegistryServer(HttpServer http) {
        this.http = http;
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    static RegistryServer withTls(SSLContext tls) throws IOException {
        HttpsServer https = HttpsServer.create(LOOPBACK, 0);
        https.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new RegistryServer(https);
    }

    public String url() {
        return (http instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:"
                + http.getAddress().getPort();
    }

    /** Method and path of every request so far. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    synchronized List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    /** The next requests get these statuses. */
    synchronized void failNext(int... statuses) {
        for (int status : statuses) {
            failures.add(status);
        }
    }

    /** From here on nothing is answered. */
    synchronized void fallSilent() {
        silent = true;
    }

    /** From here on every answer is this text. */
    synchronized void answerWith(String text) {
        body = text;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Answer answer = answer(exchange, request);
            if (answer == null) {
                awaitClose();
                return;
            }
            byte[] bytes = answer.text.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
            exchange.sendResponseHeaders(answer.status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized Answer answer(HttpExchange exchange, String request) {
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        if (silent) {
            return null;
        }
        if (!failures.isEmpty()) {
            return new Answer(failures.remove(), "{\"error_code\":1,\"message\":\"told to fail\"}");
        }
        if (!body.isEmpty()) {
            return new Answer(200, body);
        }
        String[] parts = path.split("/", -1);
        if (path.startsWith("/schemas/ids/")) {
            return byId(Integer.parseInt(parts[3]));
        }
        String schema = Json.parse(request).get("schema").textValue();
        return path.endsWith("/versions") ? register(parts[2], schema) : lookUp(parts[2], schema);
    }

    private Answer register(String subject, String schema) {
        int id = ids.computeIfAbsent(schema, unknown -> 100 + ids.size());
        bySubject.put(subject + schema, id);
        return new Answer(200, "{\"id\":" + id + "}");
    }

    private Answer lookUp(String subject, String schema) {
        Integer id = bySubject.get(subject + schema);
        return id == null
                ? new Answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}")
                : new Answer(200, "{\"subject\":\"" + subject + "\",\"version\":1,\"id\":" + id + "}");
    }

    private Answer byId(int id) {
        for (Map.Entry<String, Integer> entry : ids.entrySet()) {
            if (entry.getValue() == id) {
                JsonNode schema = Json.object().put("schema", entry.getKey());
                return new Answer(200, Json.write(schema));
            }
        }
        return new Answer(404, "{\"error_code\":40403,\"message\":\"Schema " + id + " not found\"}");
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
        threads.shutdownNow();
    }

    private record Answer(int status, String text) {}
}
