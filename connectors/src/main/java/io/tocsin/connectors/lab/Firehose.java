// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Falcon's event streams: named by a discovery, opened by a token that is good for one connection's beginning, one
 * reader for each application and partition, ended when nobody renews them. For use by any number of threads.
 */
public final class Firehose {
    static final String DISCOVERY = "/sensors/entities/datafeed/v2";
    static final String FEED = "/sensors/entities/datafeed/v1/";
    static final String ACTIONS = "/sensors/entities/datafeed-actions/v1/";
    private static final Pattern NUMBER = Pattern.compile("\"offset\":(\\d+)");

    private final InstantSource clock;
    private final List<List<String>> partitions = new ArrayList<>(List.of(new ArrayList<>()));
    private final Map<String, Long> tokens = new HashMap<>();
    private final Map<String, Tap> open = new HashMap<>();
    private Duration lifetime = Duration.ofMinutes(30);
    private long oldest;
    private boolean muted;
    private int opened;
    private int renewed;

    /** One reader's connection. */
    private static final class Tap {
        private final HttpServerResponse response;
        private final int partition;
        private int next;
        private Instant until;

        Tap(HttpServerResponse response, int partition, int next, Instant until) {
            this.response = response;
            this.partition = partition;
            this.next = next;
            this.until = until;
        }
    }

    Firehose(Vertx vertx, InstantSource clock) {
        this.clock = clock;
        vertx.setPeriodic(50, tick -> live());
    }

    /** How many partitions there are from here on; at the beginning one. */
    public synchronized void partitions(int count) {
        while (partitions.size() < count) {
            partitions.add(new ArrayList<>());
        }
    }

    /** Something happens. */
    public void add(int partition, JsonNode event) {
        say(partition, event.toString());
    }

    /** A line of any text goes out. */
    public synchronized void say(int partition, String line) {
        partitions.get(partition).add(line);
        open.values().forEach(this::pump);
    }

    /** How long sessions live that begin or are renewed from here on. */
    public synchronized void sessionLifetime(Duration time) {
        lifetime = time;
    }

    /** Ends all connections, as the vendor does now and then. */
    public synchronized void drop() {
        List<Tap> ending = List.copyOf(open.values());
        open.clear();
        ending.forEach(tap -> tap.response.reset());
    }

    /** From here on lines that have nothing to say are silent, as behind a firewall that forgot them. */
    public synchronized void mute() {
        muted = true;
    }

    /** Forgets what came before a number: nobody can read on from there. */
    public synchronized void forgetBefore(long number) {
        oldest = number;
    }

    /** How many connections were opened. */
    public synchronized int opened() {
        return opened;
    }

    /** How many sessions were renewed. */
    public synchronized int renewed() {
        return renewed;
    }

    synchronized Said discover(String base, @Nullable String appId) {
        if (appId == null) {
            return new Said(400, Map.of(), "{\"errors\":[{\"message\":\"appId\"}]}");
        }
        ObjectNode body = Said.JSON.objectNode();
        ArrayNode resources = body.putArray("resources");
        for (int i = 0; i < partitions.size(); i++) {
            String token = UUID.randomUUID().toString();
            tokens.put(token, (long) i);
            ObjectNode resource = resources.addObject();
            resource.put("dataFeedURL", base + FEED + i + "?appId=" + appId);
            resource.putObject("sessionToken")
                    .put("token", token)
                    .put("expiration", clock.instant().plus(lifetime).toString());
            resource.put(
                    "refreshActiveSessionURL",
                    base + ACTIONS + i + "?appId=" + appId + "&action_name=refresh_active_stream_session");
            resource.put("refreshActiveSessionInterval", lifetime.toSeconds());
        }
        body.putObject("meta").put("trace_id", "lab");
        return Said.ok(body);
    }

    synchronized Said renew(String path, @Nullable String appId) {
        Tap tap = open.get(appId + " " + path.substring(ACTIONS.length()));
        if (tap == null) {
            return new Said(404, Map.of(), "{\"errors\":[{\"message\":\"no active stream session found\"}]}");
        }
        tap.until = clock.instant().plus(lifetime);
        renewed++;
        return Said.ok(Said.JSON.objectNode());
    }

    /** Answers, or leaves the answer open and writes to it from here on. */
    synchronized void feed(
            String path,
            @Nullable String appId,
            @Nullable String offset,
            @Nullable String authorization,
            HttpServerResponse response) {
        int partition = Integer.parseInt(path.substring(FEED.length()));
        Long known = authorization == null || !authorization.startsWith("Token ")
                ? null
                : tokens.remove(authorization.substring("Token ".length()));
        if (known == null || known != partition) {
            response.setStatusCode(401).end("{\"errors\":[{\"message\":\"token\"}]}");
            return;
        }
        long from = offset == null ? 0 : Long.parseLong(offset);
        if (from != 0 && from < oldest) {
            response.setStatusCode(404).end("{\"errors\":[{\"message\":\"offset\"}]}");
            return;
        }
        opened++;
        response.setChunked(true).putHeader("Content-Type", "application/json");
        String reader = appId + " " + partition;
        Tap tap = new Tap(
                response,
                partition,
                first(partition, Math.max(from, oldest)),
                clock.instant().plus(lifetime));
        Tap former = open.put(reader, tap);
        if (former != null) {
            former.response.reset();
        }
        response.closeHandler(closed -> gone(reader, tap));
        response.drainHandler(drained -> refill(tap));
        response.writeHead();
        pump(tap);
    }

    private synchronized void gone(String reader, Tap tap) {
        open.remove(reader, tap);
    }

    private synchronized void refill(Tap tap) {
        pump(tap);
    }

    /** The record itself comes again: whoever reads on has to know it. */
    private int first(int partition, long from) {
        List<String> lines = partitions.get(partition);
        for (int i = 0; i < lines.size(); i++) {
            Matcher number = NUMBER.matcher(lines.get(i));
            if (number.find() && Long.parseLong(number.group(1)) >= from) {
                return i;
            }
        }
        return from == 0 ? 0 : lines.size();
    }

    private void pump(Tap tap) {
        List<String> lines = partitions.get(tap.partition);
        while (tap.next < lines.size() && !tap.response.writeQueueFull() && !tap.response.closed()) {
            var unused = tap.response.write(lines.get(tap.next++) + "\n");
        }
    }

    /** An empty line is a sign of life; a session that nobody renewed ends. */
    private synchronized void live() {
        Instant now = clock.instant();
        List<Tap> ending =
                open.values().stream().filter(tap -> now.isAfter(tap.until)).toList();
        open.values().removeAll(ending);
        ending.forEach(tap -> tap.response.reset());
        for (Tap tap : muted ? List.<Tap>of() : List.copyOf(open.values())) {
            var unused = tap.response.write("\r\n");
        }
    }
}
