// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.StreamSettings;
import io.tocsin.receiver.http.Reply;
import io.tocsin.receiver.http.StatusException;
import io.tocsin.receiver.http.StrictJson;
import io.tocsin.receiver.http.Urls;
import io.tocsin.receiver.token.AuthorizedCalls;
import io.tocsin.schemas.stream.Delivery;
import io.tocsin.schemas.stream.StreamStatus;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The management calls of SSF 1.0 §8.1, for one stream. */
final class StreamApi {
    private final TransmitterMetadata metadata;
    private final AuthorizedCalls calls;
    private final StreamSettings settings;

    StreamApi(TransmitterMetadata metadata, AuthorizedCalls calls, StreamSettings settings) {
        this.metadata = metadata;
        this.calls = calls;
        this.settings = settings;
    }

    List<StreamConfiguration> list() throws IOException, InterruptedException {
        JsonNode answer = json("list streams", calls.send(HttpMethod.GET, configurationEndpoint(), null), 200);
        List<StreamConfiguration> streams = new ArrayList<>();
        if (answer.isArray()) {
            for (JsonNode stream : answer) {
                streams.add(StreamConfiguration.read(stream, metadata.issuer()));
            }
        } else if (answer.has("stream_id")) {
            // drafts answered with the object where there was one stream
            streams.add(StreamConfiguration.read(answer, metadata.issuer()));
        }
        return streams;
    }

    StreamConfiguration read(String streamId) throws IOException, InterruptedException {
        return configuration(
                "read stream", calls.send(HttpMethod.GET, withId(configurationEndpoint(), streamId), null), 200);
    }

    StreamConfiguration create() throws IOException, InterruptedException {
        ObjectNode body = received().put("description", settings.description());
        return configuration("create stream", calls.send(HttpMethod.POST, configurationEndpoint(), body), 201);
    }

    /** Sends only what a receiver supplies (SSF 1.0 §8.1.1.3). */
    StreamConfiguration update(String streamId) throws IOException, InterruptedException {
        ObjectNode body = received().put("stream_id", streamId);
        return configuration("update stream", calls.send(HttpMethod.PATCH, configurationEndpoint(), body), 200);
    }

    /** The same for transmitters that only replace (SSF 1.0 §8.1.1.4). */
    StreamConfiguration replace(String streamId) throws IOException, InterruptedException {
        ObjectNode body = received().put("stream_id", streamId).put("description", settings.description());
        return configuration("replace stream", calls.send(HttpMethod.PUT, configurationEndpoint(), body), 200);
    }

    void delete(String streamId) throws IOException, InterruptedException {
        Reply reply = calls.send(HttpMethod.DELETE, withId(configurationEndpoint(), streamId), null);
        if (reply.status() != 204 && reply.status() != 200 && reply.status() != 404) {
            throw new StatusException("delete stream", reply);
        }
    }

    /** Empty where the transmitter has no status endpoint or does not say. */
    Optional<StreamStatus> status(String streamId) throws IOException, InterruptedException {
        URI endpoint = metadata.statusEndpoint();
        if (endpoint == null) {
            return Optional.empty();
        }
        return status(json("read status", calls.send(HttpMethod.GET, withId(endpoint, streamId), null), 200));
    }

    Optional<StreamStatus> enable(String streamId) throws IOException, InterruptedException {
        URI endpoint = metadata.statusEndpoint();
        if (endpoint == null) {
            return Optional.empty();
        }
        ObjectNode body = object().put("stream_id", streamId).put("status", "enabled");
        return status(json("enable stream", calls.send(HttpMethod.POST, endpoint, body), 200));
    }

    /** True if the transmitter will send a verification event; it need not do so soon. */
    boolean verify(String streamId, String state) throws IOException, InterruptedException {
        URI endpoint = metadata.verificationEndpoint();
        if (endpoint == null) {
            return false;
        }
        ObjectNode body = object().put("stream_id", streamId).put("state", state);
        Reply reply = calls.send(HttpMethod.POST, endpoint, body);
        if (reply.status() != 204 && reply.status() != 200) {
            throw new StatusException("request verification", reply);
        }
        return true;
    }

    private ObjectNode received() {
        ObjectNode body = object();
        ObjectNode delivery = body.putObject("delivery");
        switch (settings.delivery()) {
            case DeliverySettings.Push push -> {
                delivery.put("method", Delivery.PUSH_METHOD)
                        .put("endpoint_url", push.endpointUrl().toString());
                if (push.authorization() != null) {
                    delivery.put("authorization_header", push.authorization().reveal());
                }
            }
            case DeliverySettings.Poll poll -> delivery.put("method", Delivery.POLL_METHOD);
        }
        settings.eventsRequested().forEach(body.putArray("events_requested")::add);
        return body;
    }

    private StreamConfiguration configuration(String what, Reply reply, int expected) throws IOException {
        return StreamConfiguration.read(json(what, reply, expected), metadata.issuer());
    }

    private static JsonNode json(String what, Reply reply, int expected) throws IOException {
        if (reply.status() != expected) {
            throw new StatusException(what, reply);
        }
        JsonNode value = StrictJson.value(reply.body().getBytes());
        if (value == null) {
            throw new IOException("the answer to \"" + what + "\" is not JSON");
        }
        return value;
    }

    private static Optional<StreamStatus> status(JsonNode answer) {
        String status = answer.path("status").asText("").toUpperCase(Locale.ROOT);
        for (StreamStatus known : StreamStatus.values()) {
            if (known.name().equals(status)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    private URI configurationEndpoint() throws IOException {
        @Nullable URI endpoint = metadata.configurationEndpoint();
        if (endpoint == null) {
            throw new IOException("the transmitter's metadata have no configuration_endpoint");
        }
        return endpoint;
    }

    private static URI withId(URI endpoint, String streamId) {
        return Urls.withQuery(endpoint, "stream_id", streamId);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
