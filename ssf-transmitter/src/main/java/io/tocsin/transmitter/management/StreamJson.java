// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.stream.DeliveryForm;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.transmitter.dialect.SetProfile;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A stream as its receiver reads it: the configuration object (SSF 1.0 §8.1.1) and the status object (§8.1.2). */
public final class StreamJson {
    private final Duration minVerificationInterval;

    public StreamJson(Duration minVerificationInterval) {
        this.minVerificationInterval = minVerificationInterval;
    }

    /**
     * The configuration object.
     *
     * @param authorizationHeader shown to those who may change it, null for others
     */
    public ObjectNode configuration(
            StreamRegistration stream, ReceiverRegistration receiver, @Nullable Secret authorizationHeader) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("stream_id", stream.streamId());
        json.put("iss", stream.iss());
        if (stream.aud().size() == 1) {
            json.put("aud", stream.aud().getFirst());
        } else {
            stream.aud().forEach(json.putArray("aud")::add);
        }
        ObjectNode delivery = json.putObject("delivery");
        DeliveryForm form = stream.delivery().form();
        delivery.put(form.methodMember(), stream.delivery().method());
        delivery.put(form.urlMember(), stream.delivery().endpointUrl().toString());
        if (authorizationHeader != null) {
            delivery.put("authorization_header", authorizationHeader.reveal());
        }
        put(json, "events_supported", SetProfile.eventsSupported(receiver));
        put(json, "events_requested", stream.eventsRequested());
        put(json, "events_delivered", stream.eventsDelivered());
        if (minVerificationInterval.isPositive()) {
            json.put("min_verification_interval", minVerificationInterval.toSeconds());
        }
        if (receiver.inactivityTimeout() != null) {
            json.put("inactivity_timeout", receiver.inactivityTimeout().toSeconds());
        }
        if (stream.description() != null) {
            json.put("description", stream.description());
        }
        return json;
    }

    public ObjectNode status(StreamRegistration stream) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("stream_id", stream.streamId());
        json.put("status", stream.status().name().toLowerCase(Locale.ROOT));
        if (stream.state().reason() != null) {
            json.put("reason", stream.state().reason());
        }
        return json;
    }

    private static void put(ObjectNode json, String name, List<EventType> types) {
        ArrayNode array = json.putArray(name);
        types.forEach(type -> array.add(type.uri()));
    }
}
