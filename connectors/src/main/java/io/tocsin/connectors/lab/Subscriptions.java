// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Microsoft Graph's subscriptions: one is made only where the address sends back what it is sent. */
public final class Subscriptions {
    static final String PATH = "/v1.0/subscriptions";

    private final HttpClient client;
    private final Map<String, ObjectNode> all = new LinkedHashMap<>();
    private int made;

    Subscriptions(Vertx vertx) {
        this.client = vertx.createHttpClient();
    }

    /** As they were asked for, with their ids. */
    public synchronized List<JsonNode> all() {
        return List.copyOf(all.values());
    }

    /** As when nobody prolonged them. */
    public synchronized void expire(String at) {
        all.values().forEach(known -> known.put("expirationDateTime", at));
    }

    /** As when Graph removes them. */
    public synchronized void forget() {
        all.clear();
    }

    synchronized Future<Said> answer(HttpMethod method, String path, String body) {
        String id = path.length() > PATH.length() ? path.substring(PATH.length() + 1) : "";
        if (method.equals(HttpMethod.POST) && id.isEmpty()) {
            return create((ObjectNode) Lab.parse(body));
        }
        if (method.equals(HttpMethod.GET) && id.isEmpty()) {
            ArrayNode list = Said.JSON.arrayNode();
            // a subscription's secret is not told
            all.values().forEach(known -> list.add(known.deepCopy().without("clientState")));
            return Future.succeededFuture(Said.ok(Said.JSON.objectNode().set("value", list)));
        }
        ObjectNode known = all.get(id);
        if (known == null) {
            return Future.succeededFuture(new Said(404, Map.of(), "{\"error\":{\"code\":\"ResourceNotFound\"}}"));
        }
        if (method.equals(HttpMethod.DELETE)) {
            all.remove(id);
            return Future.succeededFuture(new Said(204, Map.of(), ""));
        }
        known.setAll((ObjectNode) Lab.parse(body));
        return Future.succeededFuture(Said.ok(known));
    }

    private Future<Said> create(ObjectNode wish) {
        String token = "Validation: Testing the <address> of a subscription & more";
        String url = wish.path("notificationUrl").asText() + "?validationToken="
                + URLEncoder.encode(token, StandardCharsets.UTF_8);
        return client.request(new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url))
                .compose(HttpClientRequest::send)
                .compose(response -> response.body()
                        .map(echo -> response.statusCode() == 200
                                && "text/plain".equals(response.getHeader("Content-Type"))
                                && token.equals(echo.toString())))
                .recover(unreachable -> Future.succeededFuture(false))
                .map(proven ->
                        proven ? kept(wish) : new Said(400, Map.of(), "{\"error\":{\"code\":\"ValidationError\"}}"));
    }

    private synchronized Said kept(ObjectNode wish) {
        String id = "subscription-" + ++made;
        all.put(id, wish.put("id", id));
        return new Said(201, Map.of(), wish.toString());
    }
}
