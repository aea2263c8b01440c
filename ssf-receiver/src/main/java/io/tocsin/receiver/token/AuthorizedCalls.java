// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.receiver.http.Call;
import io.tocsin.receiver.http.HttpsClient;
import io.tocsin.receiver.http.Reply;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Calls with an access token; on 401 once more with a new one (RFC 6750 §3.1). There are transmitters that handle one
 * request at a time, so these calls are made one after another for each transmitter.
 */
public final class AuthorizedCalls {
    private final HttpsClient http;
    private final AccessTokens tokens;
    private final ReentrantLock lane;

    /** The {@code lane} is shared by all streams of one transmitter. */
    public AuthorizedCalls(HttpsClient http, AccessTokens tokens, ReentrantLock lane) {
        this.http = http;
        this.tokens = tokens;
        this.lane = lane;
    }

    /** A call with or without a JSON body. */
    public Reply send(HttpMethod method, URI uri, @Nullable ObjectNode body) throws IOException, InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        return send(Call.of(method, uri, headers, body == null ? null : body.toString()), true);
    }

    /** As {@code serial} says; false for a request that the transmitter may hold, and that must not hold others up. */
    public Reply send(Call call, boolean serial) throws IOException, InterruptedException {
        if (!serial) {
            return authorized(call);
        }
        lane.lockInterruptibly();
        try {
            return authorized(call);
        } finally {
            lane.unlock();
        }
    }

    private Reply authorized(Call call) throws IOException, InterruptedException {
        Reply reply = http.send(withToken(call));
        if (reply.status() == 401) {
            tokens.discard();
            reply = http.send(withToken(call));
        }
        return reply;
    }

    private Call withToken(Call call) throws IOException, InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>(call.headers());
        headers.put("Authorization", tokens.authorization());
        return new Call(call.method(), call.uri(), headers, call.body(), call.timeout(), call.maxBody());
    }
}
