// SPDX-License-Identifier: Apache-2.0
package io.tocsin.keycloak;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** All that is on its way, a lane for each address: one that does not answer keeps no other realm waiting. */
final class Posts implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Settings settings;
    private final InstantSource clock;
    private final DoubleSupplier random;
    private final PostMeters meters;
    private final HttpClient client;
    private final Map<URI, Lane> lanes = new ConcurrentHashMap<>();

    Posts(Settings settings, InstantSource clock, DoubleSupplier random, PostMeters meters) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.meters = meters;
        // trusts what the JVM does, which is what Keycloak's truststore-paths say
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .build();
        meters.waiting(this, Posts::waiting);
    }

    Settings settings() {
        return settings;
    }

    /** Never waits. */
    void add(String realm, byte[] event) {
        lanes.computeIfAbsent(settings.address(realm), this::lane).add(event);
    }

    private Lane lane(URI address) {
        return new Lane(new Post(client, address, settings, clock), settings.room(), meters, random);
    }

    int waiting() {
        return lanes.values().stream().mapToInt(Lane::size).sum();
    }

    Map<String, String> info() {
        return Map.of(
                "configured",
                "yes",
                "waiting",
                Integer.toString(waiting()),
                "sent",
                Long.toString(meters.sent()),
                "lost",
                Long.toString(meters.lost()));
    }

    @Override
    public void close() {
        lanes.values().parallelStream().forEach(lane -> lane.close(PATIENCE));
    }
}
