// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft.notice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.TestEndpoints;
import io.tocsin.connectors.intake.Ledger;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.connectors.poll.EntraSubscriptionConfig;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.webhook.WebhookLimits;
import io.tocsin.connectors.webhook.WebhookServer;
import io.tocsin.schemas.connector.Trouble;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.DeadLetter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Microsoft Graph's notices, and the subscription that they come of, between the lab and the webhook server. */
class NoticesTest implements Ledger {
    private final Vertx vertx = Vertx.vertx();
    private final LabBench bench = new LabBench();
    private final List<String> woken = new CopyOnWriteArrayList<>();
    private final List<Object> kept = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebhookServer server = WebhookServer.start(
            vertx,
            new HttpServerOptions().setHost("127.0.0.1").setPort(0),
            WebhookLimits.DEFAULT,
            TestEndpoints.of("""
                    webhooks:
                      - {type: entra, name: graph, tenant: acme, wakes: entra, renews: subscription,
                         client-states: [fake-client-state, next-client-state]}
                    polls:
                      - {type: entra, name: entra, tenant: acme, directory: acme, feeds: [users],
                         api: {credential: {type: header, value: Bearer x}}}
                      - {type: entra-subscription, name: subscription, tenant: acme, client-state: fake-client-state,
                         notification-url: "https://hub.acme.example/webhooks/graph",
                         api: {credential: {type: header, value: Bearer x}}}
                    """),
            this,
            bench.clock(),
            ConnectorMetrics.in(new SimpleMeterRegistry()));

    @Override
    public CompletableFuture<?> write(TenantShard key, List<Signal> signals, List<DeadLetter> deadLetters) {
        kept.addAll(signals);
        kept.addAll(deadLetters);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<?> wake(String connector) {
        woken.add(connector);
        return CompletableFuture.completedFuture(null);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        bench.close();
        vertx.close().await();
    }

    private HttpResponse<String> post(String pathAndQuery, String type, byte[] body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + pathAndQuery))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> notice(String sample) throws Exception {
        return post("/webhooks/graph", "application/json", Samples.bytes(sample));
    }

    @Test
    void theAddressProvesItselfAsGraphAsks() throws Exception {
        JsonNode sample = Samples.json("entra/change-notification-validation.json");
        JsonNode expected = sample.get("expected_response");
        HttpResponse<String> response = post(
                sample.at("/request/path").asText(),
                sample.at("/request/headers/Content-Type").asText(),
                new byte[0]);
        assertThat(response.statusCode()).isEqualTo(expected.get("status").asInt());
        assertThat(response.body()).isEqualTo(expected.get("body").asText());
        assertThat(response.headers().firstValue("Content-Type"))
                .contains(expected.at("/headers/Content-Type").asText());
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(post("/webhooks/graph?validationToken=" + "x".repeat(2000), "text/plain", new byte[0])
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/webhooks/graph?validationToken=a&validationToken=b", "text/plain", new byte[0])
                        .statusCode())
                .as("asked twice, as nobody asks")
                .isEqualTo(401);
    }

    @Test
    void aProvenNoticeWakesThePollAndOthersNobody() throws Exception {
        assertThat(notice("entra/change-notification-users.json").statusCode()).isEqualTo(200);
        assertThat(woken).containsExactly("entra");
        woken.clear();
        ObjectNode unproven = (ObjectNode) Samples.json("entra/change-notification-users.json");
        unproven.withArray("/value").remove(0);
        assertThat(post(
                                "/webhooks/graph",
                                "application/json",
                                unproven.toString().getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(401);
        assertThat(post("/webhooks/graph", "application/json", "{".getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(401);
        assertThat(woken).isEmpty();
        assertThat(kept).isEmpty();
    }

    @Test
    void whatBecomesOfTheSubscriptionWakesWhoKeepsIt() throws Exception {
        assertThat(notice("entra/lifecycle-notification.json").statusCode()).isEqualTo(200);
        assertThat(woken).containsExactlyInAnyOrder("subscription", "entra");
        woken.clear();
        String removed = new String(Samples.bytes("entra/lifecycle-notification.json"), UTF_8)
                .replace("reauthorizationRequired", "subscriptionRemoved")
                .replace("missed", "somethingNew");
        assertThat(post("/webhooks/graph", "application/json", removed.getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(200);
        assertThat(woken).containsExactlyInAnyOrder("subscription", "entra");
    }

    private Desk subscription(String clientState) {
        return bench.desk(
                new EntraSubscriptionConfig(
                        "subscription",
                        "acme",
                        null,
                        null,
                        URI.create("http://127.0.0.1:" + server.port() + "/webhooks/graph"),
                        Secret.of(clientState),
                        bench.oauth(),
                        null),
                Subscription.FAMILY);
    }

    @Test
    void aSubscriptionIsMadeProlongedAndMadeAgain() throws Exception {
        Desk desk = subscription("fake-client-state");
        desk.read();
        assertThat(bench.lab.subscriptions().all()).singleElement().satisfies(made -> {
            assertThat(made.get("resource").asText()).isEqualTo("users");
            assertThat(made.get("changeType").asText()).isEqualTo("updated,deleted");
            assertThat(made.get("clientState").asText()).isEqualTo("fake-client-state");
            assertThat(made.get("lifecycleNotificationUrl")).isEqualTo(made.get("notificationUrl"));
            assertThat(Instant.parse(made.get("expirationDateTime").asText()))
                    .isBetween(Samples.NOW.plusSeconds(27 * 86_400), Samples.NOW.plusSeconds(29 * 86_400));
        });
        bench.lab.subscriptions().expire("2026-03-02T10:00:00Z");
        desk.reopen();
        desk.read();
        assertThat(bench.lab.subscriptions().all()).singleElement().satisfies(known -> {
            assertThat(known.get("id").asText()).isEqualTo("subscription-1");
            assertThat(known.get("expirationDateTime").asText()).startsWith("2026-03-30");
        });
        bench.lab.subscriptions().forget();
        desk.read();
        assertThat(bench.lab.subscriptions().all())
                .singleElement()
                .satisfies(again -> assertThat(again.get("id").asText()).isEqualTo("subscription-2"));
        assertThat(desk.memory().position().cursor()).doesNotContain("fake-client-state");
    }

    @Test
    void aSubscriptionThatWasNotRememberedIsFoundAndOneOfAnOldSecretReplaced() throws Exception {
        subscription("fake-client-state").read();
        Desk desk = subscription("fake-client-state");
        desk.read();
        assertThat(bench.lab.subscriptions().all()).hasSize(1);
        Desk rotated = subscription("next-client-state");
        rotated.memory().apply(rotated.memory().key(), desk.memory().position());
        rotated.read();
        assertThat(bench.lab.subscriptions().all())
                .singleElement()
                .satisfies(made -> assertThat(made.get("clientState").asText()).isEqualTo("next-client-state"));
    }

    @Test
    void anAddressThatDoesNotProveItselfIsTold() {
        Desk desk = bench.desk(
                new EntraSubscriptionConfig(
                        "subscription",
                        "acme",
                        null,
                        null,
                        URI.create("http://127.0.0.1:" + server.port() + "/webhooks/nobody"),
                        Secret.of("fake-client-state"),
                        bench.oauth(),
                        null),
                Subscription.FAMILY);
        FaultException fault = catchThrowableOfType(FaultException.class, desk::read);
        assertThat(fault.kind()).isEqualTo(Trouble.Kind.PROTOCOL);
    }
}
