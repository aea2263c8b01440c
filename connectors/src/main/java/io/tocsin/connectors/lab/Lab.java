// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.connectors.json.StrictJson;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All vendors on one server; what differs is the path. */
public final class Lab implements AutoCloseable {
    /** What a client proves itself by: as an API token, or as an OAuth client's secret. Of the lab, so no secret. */
    public static final String SECRET = "lab-secret";

    private final Vertx vertx;
    private final HttpServer server;
    private final boolean tls;
    private final Doors doors;
    private final InstantSource clock;
    private final Weather weather = new Weather();
    private final Map<String, Weather> local = new ConcurrentHashMap<>();
    private final Firehose firehose;
    private final Map<String, Shelf> shelves = new LinkedHashMap<>();
    private final Map<String, Style> styles = new LinkedHashMap<>();
    private final Subscriptions subscriptions;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Consumer<Visit> watcher = visit -> {};
    private volatile int pageSize = Integer.MAX_VALUE;

    private Lab(Vertx vertx, HttpServerOptions options, InstantSource clock) {
        this.vertx = vertx;
        this.tls = options.isSsl();
        this.clock = clock;
        this.doors = new Doors(clock);
        this.subscriptions = new Subscriptions(vertx);
        this.firehose = new Firehose(vertx, clock);
        this.server = vertx.createHttpServer(options.setCompressionSupported(true));
        serve("/api/v1/logs", Style.okta());
        serve("/v1.0/auditLogs/signIns", Style.odata("createdDateTime", true));
        serve("/v1.0/auditLogs/directoryAudits", Style.odata("activityDateTime", true));
        serve("/v1.0/identityProtection/riskDetections", Style.odata("lastUpdatedDateTime", true));
        serve("/v1.0/identityProtection/riskyUsers", Style.odata("riskLastUpdatedDateTime", true));
        serve("/v1.0/deviceManagement/managedDevices", Style.odata(null, true));
        serve("/v1.0/devices/delta", new Deltas());
        serve("/v1.0/users/delta", new Deltas());
        serve("/api/alerts", Style.odata("lastUpdateTime", false));
        serve("/api/machines", Style.odata(null, true));
        serve("/alerts/combined/alerts/v1", Style.falconAlerts());
        serve("/devices/combined/devices/v1", Style.falconHosts());
        serve("/zero-trust-assessment/queries/assessments/v1", Style.falconScores());
        serve("/zero-trust-assessment/entities/assessments/v1", Style.falconAssessments());
        shelves.put(
                "/zero-trust-assessment/entities/assessments/v1",
                shelf("/zero-trust-assessment/queries/assessments/v1"));
        serve("/api/v1/fleet/hosts", Style.pages("hosts", "per_page"));
        serve("/api/v1/computers-inventory", Style.pages("results", "page-size"));
        serve("/web/api/v2.1/threats", Style.sentinelOne("updatedAt", "/threatInfo/updatedAt"));
        serve("/web/api/v2.1/activities", Style.sentinelOne("createdAt", "/createdAt"));
        serve("/web/api/v2.1/agents", Style.sentinelOne("id", ""));
        serve("/api/v2/logs", Style.auth0());
        for (String application : List.of("login", "user_accounts", "mobile")) {
            serve("/admin/reports/v1/activity/users/all/applications/" + application, Style.google());
        }
        serve("/admin/realms/lab/events", Style.keycloak());
        serve("/admin/realms/lab/admin-events", Style.keycloak());
    }

    private void serve(String path, Style style) {
        shelves.put(path, new Shelf());
        styles.put(path, style);
    }

    /** Listens once it returns, by TLS where the options say so. */
    public static Lab start(Vertx vertx, HttpServerOptions options, InstantSource clock) {
        Lab lab = new Lab(vertx, options, clock);
        lab.server.requestHandler(lab::on).listen().await();
        return lab;
    }

    public URI url() {
        return URI.create((tls ? "https" : "http") + "://localhost:" + server.actualPort());
    }

    /** Where any client gets a token, whatever vendor it is of. */
    public URI tokenUrl() {
        return URI.create(url() + "/oauth2/token");
    }

    /** The collection at a path; throws {@link IllegalArgumentException} where there is none. */
    public Shelf shelf(String path) {
        Shelf shelf = shelves.get(path);
        if (shelf == null) {
            throw new IllegalArgumentException("the lab has no " + path + ", expected one of " + shelves.keySet());
        }
        return shelf;
    }

    /** Falcon's event streams. */
    public Firehose firehose() {
        return firehose;
    }

    public Weather weather() {
        return weather;
    }

    /** The same over the paths that begin so; what is to come there comes first. */
    public Weather weather(String paths) {
        return local.computeIfAbsent(paths, path -> new Weather());
    }

    /** Is told of every question as it is answered, by any thread. */
    public void watch(Consumer<Visit> visits) {
        watcher = visits;
    }

    /** How many records a page has at most, whatever is asked. */
    public void pageSize(int records) {
        pageSize = records;
    }

    /** How long tokens live that are given out from here on. */
    public void tokenLifetime(Duration time) {
        doors.lifetime(time);
    }

    /** Gives tokens to service accounts of that key too. */
    public void trust(PublicKey key) {
        doors.trust(key);
    }

    public void revokeTokens() {
        doors.revokeAll();
    }

    /** How many questions came, not counting those for tokens. */
    public int asked() {
        return asked.get();
    }

    private void on(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            if (request.method().equals(HttpMethod.POST) && path(request).endsWith("/token")) {
                write(request, doors.token(body.toString(), request.getHeader("Authorization")));
            } else if (path(request).startsWith(Firehose.FEED)) {
                firehose.feed(
                        path(request),
                        request.getParam("appId"),
                        request.getParam("offset"),
                        request.getHeader("Authorization"),
                        request.response());
            } else {
                asked.incrementAndGet();
                act(request, body.toString(), turn(path(request)));
            }
        });
    }

    private Weather.@Nullable Turn turn(String path) {
        for (Map.Entry<String, Weather> there : local.entrySet()) {
            Weather.Turn turn =
                    path.startsWith(there.getKey()) ? there.getValue().next() : null;
            if (turn != null) {
                return turn;
            }
        }
        return weather.next();
    }

    private void act(HttpServerRequest request, String body, Weather.@Nullable Turn turn) {
        switch (turn) {
            case null -> {
                if (path(request).startsWith(Subscriptions.PATH) && admits(request)) {
                    subscriptions.answer(request.method(), path(request), body).onSuccess(said -> write(request, said));
                } else {
                    write(request, answer(request, body));
                }
            }
            case Weather.Refuse refuse -> write(request, refuse.said());
            case Weather.HangUp end -> hangUp(request);
            case Weather.Delay delay ->
                vertx.setTimer(delay.time().toMillis(), done -> write(request, answer(request, body)));
            case Weather.Truncate half -> {
                Said said = answer(request, body);
                String text = said.body();
                write(request, new Said(said.status(), said.headers(), text.substring(0, text.length() / 2)));
            }
            case Weather.Forge forge -> {
                Said said = answer(request, body);
                Map<String, List<String>> headers = new LinkedHashMap<>();
                said.headers()
                        .forEach((name, values) -> headers.put(
                                name,
                                values.stream()
                                        .map(value -> value.replace(url().toString(), forge.origin()))
                                        .toList()));
                write(request, new Said(said.status(), headers, said.body().replace(url().toString(), forge.origin())));
            }
        }
    }

    /** In the middle of an answer: a connection that ends before it is tried again by clients, unseen. */
    private void hangUp(HttpServerRequest request) {
        watcher.accept(new Visit(clock.instant(), path(request), 0));
        request.response()
                .putHeader("Content-Type", "application/json")
                .setChunked(true)
                .write("[")
                .onComplete(written -> request.connection().close());
    }

    /** Empty where the request's target is none. */
    private static String path(HttpServerRequest request) {
        String path = request.path();
        return path == null ? "" : path;
    }

    /** What was subscribed to at Microsoft Graph. */
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    private boolean admits(HttpServerRequest request) {
        return doors.admits(request.getHeader("Authorization"));
    }

    private Said answer(HttpServerRequest request, String body) {
        if (!admits(request)) {
            return new Said(401, Map.of(), "{\"error\":\"invalid_token\"}");
        }
        String path = path(request);
        if (path.equals(Firehose.DISCOVERY)) {
            return firehose.discover(url().toString(), request.getParam("appId"));
        }
        if (path.startsWith(Firehose.ACTIONS)) {
            return firehose.renew(path, request.getParam("appId"));
        }
        Shelf shelf = shelves.get(path);
        Style style = styles.get(path);
        if (shelf == null || style == null) {
            return new Said(404, Map.of(), "{\"error\":\"not_found\"}");
        }
        return style.answer(shelf, new Question(url().toString(), path, request.params(), body, pageSize));
    }

    private void write(HttpServerRequest request, Said said) {
        watcher.accept(new Visit(clock.instant(), path(request), said.status()));
        HttpServerResponse response = request.response();
        response.setStatusCode(said.status()).putHeader("Content-Type", "application/json");
        said.headers().forEach((name, values) -> response.putHeader(name, values));
        response.end(said.body());
    }

    static JsonNode parse(String json) {
        return StrictJson.parse(json.getBytes(UTF_8));
    }

    @Override
    public void close() {
        server.shutdown(1, TimeUnit.SECONDS).await();
    }
}
