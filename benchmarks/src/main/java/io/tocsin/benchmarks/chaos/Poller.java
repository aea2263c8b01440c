// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.benchmarks.chaos.ledger.LedgerWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/** Polls without end (RFC 8936 §2), each time at another transmitter; acknowledges what it has written down. */
final class Poller {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER = Duration.ofSeconds(12);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final HttpClient client;
    private final List<String> urls;
    private final LedgerWriter ledger;

    Poller(SSLContext tls, List<String> urls, LedgerWriter ledger) {
        this.client = HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
        this.urls = List.copyOf(urls);
        this.ledger = ledger;
    }

    void run() throws InterruptedException {
        ArrayNode acknowledged = JSON.createArrayNode();
        for (int turn = 0; ; turn++) {
            try {
                acknowledged = poll(urls.get(turn % urls.size()), acknowledged);
            } catch (IOException notNow) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** What is to be acknowledged by the next poll. */
    private ArrayNode poll(String url, ArrayNode acknowledged) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode().set("ack", acknowledged);
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(ANSWER)
                        .header("Authorization", "Bearer " + Streams.TOKEN)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("poll answered " + answer.statusCode());
        }
        ArrayNode next = JSON.createArrayNode();
        JsonNode sets = JSON.readTree(answer.body()).path("sets");
        sets.properties().forEach(set -> {
            ledger.add(Streams.POLL, set.getValue().asText());
            next.add(set.getKey());
        });
        return next;
    }
}
