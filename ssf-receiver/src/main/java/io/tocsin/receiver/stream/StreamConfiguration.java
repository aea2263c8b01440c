// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A stream as its transmitter describes it (SSF 1.0 §8.1.1).
 *
 * @param endpointUrl ours for push, the transmitter's for poll
 */
record StreamConfiguration(
        String streamId,
        Set<String> aud,
        String deliveryMethod,
        Optional<URI> endpointUrl,
        Set<String> eventsRequested,
        Set<String> eventsDelivered,
        String description,
        Optional<Duration> minVerificationInterval,
        Optional<Duration> inactivityTimeout) {

    /** @throws IOException if it is malformed, or not of that issuer (SSF 1.0 §8.1.1.1) */
    static StreamConfiguration read(JsonNode node, String issuer) throws IOException {
        if (!(node instanceof ObjectNode config)) {
            throw new IOException("the stream configuration is not an object");
        }
        if (!issuer.equals(config.path("iss").textValue())) {
            throw new IOException("the stream configuration has another iss than the transmitter's issuer");
        }
        String id = config.path("stream_id").asText("");
        if (id.isEmpty()) {
            throw new IOException("the stream configuration has no stream_id");
        }
        JsonNode delivery = config.path("delivery");
        return new StreamConfiguration(
                id,
                texts(config.path("aud")),
                delivery.path("method").asText(""),
                url(delivery.path("endpoint_url")),
                texts(config.path("events_requested")),
                texts(config.path("events_delivered")),
                config.path("description").asText(""),
                seconds(config.path("min_verification_interval")),
                seconds(config.path("inactivity_timeout")));
    }

    private static Optional<URI> url(JsonNode value) {
        try {
            return value.isTextual() ? Optional.of(URI.create(value.textValue())) : Optional.empty();
        } catch (IllegalArgumentException noUrl) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> seconds(JsonNode value) {
        return value.canConvertToInt() && value.intValue() > 0
                ? Optional.of(Duration.ofSeconds(value.intValue()))
                : Optional.empty();
    }

    private static Set<String> texts(JsonNode value) {
        Set<String> texts = new LinkedHashSet<>();
        if (value.isTextual()) {
            texts.add(value.textValue());
        }
        for (JsonNode element : value) {
            texts.add(element.asText());
        }
        return texts;
    }
}
