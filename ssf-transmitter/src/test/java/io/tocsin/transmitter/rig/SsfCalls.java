// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.rig;

import io.tocsin.transmitter.rig.TransmitterRig.Response;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What receivers ask of a transmitter, each by the name that is its static token too. */
public interface SsfCalls {
    String STREAMS = TransmitterRig.PATH + "/ssf/streams";

    Response send(
            HttpMethod method, @Nullable String token, String path, @Nullable Buffer body, Map<String, String> headers);

    default Response get(@Nullable String token, String path) {
        return send(HttpMethod.GET, token, path, null, Map.of());
    }

    default Response post(@Nullable String token, String path, String body) {
        return send(HttpMethod.POST, token, path, Buffer.buffer(body), Map.of("Content-Type", "application/json"));
    }

    /** Creates a push stream and gives its id. */
    default String createPushTo(String name, String url) {
        Response created = post(name, STREAMS, """
                {"delivery":{"method":"urn:ietf:rfc:8935","endpoint_url":"%s","authorization_header":"Bearer rx"},
                 "events_requested":["https://schemas.openid.net/secevent/caep/event-type/session-revoked"]}""".formatted(url));
        return created.json().path("stream_id").asText();
    }

    default String createPoll(String name) {
        Response created = post(
                name,
                STREAMS,
                "{\"events_requested\":[\"https://schemas.openid.net/secevent/caep/event-type/session-revoked\"]}");
        return created.json().path("stream_id").asText();
    }

    default Response poll(String name, String streamId, String body) {
        return post(name, TransmitterRig.PATH + "/ssf/poll/" + streamId, body);
    }

    default Response delete(String name, String streamId) {
        return send(HttpMethod.DELETE, name, STREAMS + "?stream_id=" + streamId, null, Map.of());
    }

    /** Deletes every stream of a receiver, so that tests do not hear each other. */
    default void deleteAll(String name) {
        List<String> ids = new ArrayList<>();
        get(name, STREAMS)
                .json()
                .forEach(stream -> ids.add(stream.path("stream_id").asText()));
        ids.forEach(id -> delete(name, id));
    }
}
