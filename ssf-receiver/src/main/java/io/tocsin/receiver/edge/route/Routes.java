// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.route;

import io.tocsin.receiver.edge.question.Answer;
import io.tocsin.receiver.edge.question.PlainPath;
import io.tocsin.receiver.edge.question.Question;
import io.tocsin.receiver.edge.revocation.Revocations;
import io.tocsin.receiver.http.HttpsClient;
import io.tocsin.receiver.key.JwksKeys;
import io.tocsin.receiver.key.KeySource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Every question that proxies ask, by path. */
public final class Routes implements AutoCloseable {
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<HttpsClient> clients = new ArrayList<>();
    private final Map<String, Gate> exact = new LinkedHashMap<>();
    /** The longest first, so that what is said of a part of the paths counts there. */
    private final Map<String, Gate> byStart =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private final Vertx vertx;
    private final InstantSource clock;

    /** What one route is doing: {@code live}, or what it does because of silence. */
    public record Standing(String path, String mode, boolean silent, boolean shut) {}

    /** The limit and what to do are for routes that have none of their own. */
    public Routes(
            List<RouteSettings> routes,
            Duration silenceLimit,
            OnSilence onSilence,
            Revocations revocations,
            Silence silence,
            Vertx vertx,
            InstantSource clock,
            EdgeMetrics metrics) {
        this.vertx = vertx;
        this.clock = clock;
        for (RouteSettings route : routes) {
            List<Identity.Rule> rules = route.identity().stream()
                    .map(rule -> new Identity.Rule(rule, keys(rule.token())))
                    .toList();
            Gate gate = new Gate(
                    route,
                    silenceLimit,
                    onSilence,
                    new Identity(rules, clock),
                    revocations,
                    silence,
                    vertx,
                    workers,
                    clock,
                    metrics);
            String path = route.path();
            if (path.endsWith("*")) {
                byStart.put(path.substring(0, path.length() - 1), gate);
            } else {
                exact.put(path, gate);
            }
        }
    }

    private @Nullable KeySource keys(@Nullable TokenSettings token) {
        if (token == null || token.jwksUri() == null) {
            return null;
        }
        HttpsClient http = HttpsClient.open(vertx, token.trustedCa());
        clients.add(http);
        return new JwksKeys(token.jwksUri(), http, clock, JwksKeys.Pace.DEFAULT);
    }

    /**
     * Asks the route that is meant by a path; null if none is, or if an application may read the path as one of another
     * route. Complete at once unless a token has to be verified; then on the context of the question.
     */
    public @Nullable Future<Answer> ask(String path, Question question) {
        Gate gate = meant(path);
        boolean inDoubt = gate != null
                && !exact.containsKey(path)
                && byStart.size() > 1
                && !gate.equals(meant(PlainPath.of(path)));
        return gate == null || inDoubt ? null : gate.ask(question);
    }

    private @Nullable Gate meant(String path) {
        Gate gate = exact.get(path);
        for (Map.Entry<String, Gate> start : byStart.entrySet()) {
            if (gate == null && path.startsWith(start.getKey())) {
                gate = start.getValue();
            }
        }
        return gate;
    }

    public List<Standing> standing() {
        List<Standing> standing = new ArrayList<>();
        for (Map<String, Gate> gates : List.of(exact, byStart)) {
            gates.values()
                    .forEach(gate ->
                            standing.add(new Standing(gate.path(), gate.mode(), gate.isSilent(), gate.isShut())));
        }
        return standing;
    }

    @Override
    public void close() {
        workers.close();
        clients.forEach(HttpsClient::close);
    }
}
