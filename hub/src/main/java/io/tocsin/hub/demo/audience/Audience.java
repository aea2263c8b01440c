// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.demo.audience;

import io.tocsin.hub.demo.stage.Stage;
import io.tocsin.hub.tls.HttpsListener;
import io.tocsin.receiver.ClientCredentials;
import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.Receiver;
import io.tocsin.receiver.ReceiverConfig;
import io.tocsin.receiver.SeenSettings;
import io.tocsin.receiver.StreamSettings;
import io.tocsin.schemas.event.EventType;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Those outside the hub who hear of it: a receiver that is pushed to, and a page whose proxy asks the edge. */
public final class Audience implements AutoCloseable {
    /** The OAuth client of the receiver. */
    public static final String CLIENT = "audit";

    private final Vertx vertx;
    private final Recorder recorder = new Recorder();
    private final Receiver receiver;
    private final ProtectedPage page;

    private Audience(Stage stage, Vertx vertx, InstantSource clock) throws IOException {
        this.vertx = vertx;
        this.page = ProtectedPage.start(
                vertx,
                HttpsListener.options(
                        "127.0.0.1", stage.ports().page(), stage.authority().server()),
                stage.forwardAuth(),
                stage.authority().root());
        this.receiver = Receiver.start(
                ReceiverConfig.of(List.of(stream(stage)), SeenSettings.IN_MEMORY),
                vertx,
                recorder,
                clock,
                HttpsListener.options(
                        "127.0.0.1", stage.ports().audit(), stage.authority().server()));
    }

    public static Audience seat(Stage stage, InstantSource clock) throws IOException {
        Vertx vertx = Vertx.vertx();
        try {
            return new Audience(stage, vertx, clock);
        } catch (Exception e) {
            vertx.close().await();
            throw e;
        }
    }

    private static StreamSettings stream(Stage stage) throws IOException {
        URI endpoint = URI.create("https://localhost:" + stage.ports().audit() + "/ssf/in");
        return new StreamSettings(
                CLIENT,
                stage.issuer(),
                new ClientCredentials(CLIENT, stage.secret(CLIENT), null, null, ClientCredentials.BASIC, List.of()),
                new DeliverySettings.Push(endpoint, stage.secret("audit"), endpoint.getPath()),
                List.of(EventType.SESSION_REVOKED.uri(), EventType.DEVICE_COMPLIANCE_CHANGE.uri()),
                Set.of(),
                stage.authority().root(),
                Set.of(),
                false,
                null,
                null,
                "tocsin demo",
                Duration.ZERO);
    }

    public Recorder recorder() {
        return recorder;
    }

    public Receiver receiver() {
        return receiver;
    }

    @Override
    public void close() {
        receiver.close();
        page.close();
        vertx.close().await();
    }
}
