// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.rig;

import io.tocsin.receiver.ClientCredentials;
import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.ReceiverConfig;
import io.tocsin.receiver.SeenSettings;
import io.tocsin.receiver.StreamSettings;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Settings of streams for tests. */
public final class Streams {
    public static final String PATH = "/ssf/in/acme";
    public static final List<String> EVENTS = List.of(EventType.SESSION_REVOKED.uri());

    private Streams() {}

    /** A push stream set up by other means. */
    public static StreamSettings pushed(String issuer, String jwksUri, boolean legacySubject) {
        return new StreamSettings(
                "acme",
                issuer,
                null,
                push(PATH),
                EVENTS,
                Set.of(Sets.AUDIENCE),
                Tls.ca(),
                Set.of(),
                legacySubject,
                "s-pushed",
                URI.create(jwksUri),
                "tests",
                Duration.ZERO);
    }

    public static DeliverySettings.Push push(String path) {
        return new DeliverySettings.Push(
                URI.create("https://rx.example.net" + path), Secret.of(PushClient.AUTHORIZATION), path);
    }

    /** A stream this receiver manages. */
    public static StreamSettings managed(String issuer, DeliverySettings delivery) {
        return managed(issuer, delivery, Set.of(Sets.AUDIENCE));
    }

    public static StreamSettings managed(String issuer, DeliverySettings delivery, Set<String> audience) {
        return managed("acme", issuer, delivery, audience, Tls.ca());
    }

    public static StreamSettings managed(
            String name, String issuer, DeliverySettings delivery, Set<String> audience, Path trustedCa) {
        return new StreamSettings(
                name,
                issuer,
                new ClientCredentials("rx", Secret.of("s3cret"), null, null, ClientCredentials.BASIC, List.of()),
                delivery,
                EVENTS,
                audience,
                trustedCa,
                Set.of(),
                false,
                null,
                null,
                "tests",
                Duration.ZERO);
    }

    public static ReceiverConfig config(StreamSettings stream) {
        return ReceiverConfig.of(List.of(stream), SeenSettings.IN_MEMORY);
    }
}
