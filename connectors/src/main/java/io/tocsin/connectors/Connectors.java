// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import io.micrometer.core.instrument.Metrics;
import io.tocsin.connectors.auth.NoCredentials;
import io.tocsin.connectors.intake.Endpoint;
import io.tocsin.connectors.jamf.JamfWebhook;
import io.tocsin.connectors.mapping.Source;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.connectors.okta.OktaEventHook;
import io.tocsin.connectors.webhook.WebhookServer;
import io.tocsin.schemas.topic.TopicWriter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running connectors: what vendors post to {@code /webhooks/<connector>} becomes signals. */
public final class Connectors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connectors.class);

    private final WebhookServer server;

    private Connectors(WebhookServer server) {
        this.server = server;
    }

    /**
     * Starts all connectors, counting in Micrometer's global registry; listens once it returns.
     *
     * @param options host, port (0 for any free one) and TLS
     * @param writer stays the caller's, who closes it after the connectors
     */
    public static Connectors start(
            ConnectorsConfig config, Vertx vertx, HttpServerOptions options, TopicWriter writer, InstantSource clock) {
        return start(config, vertx, options, writer, clock, ConnectorMetrics.in(Metrics.globalRegistry));
    }

    /** As the other, counting where the caller says. */
    public static Connectors start(
            ConnectorsConfig config,
            Vertx vertx,
            HttpServerOptions options,
            TopicWriter writer,
            InstantSource clock,
            ConnectorMetrics metrics) {
        return new Connectors(WebhookServer.start(
                vertx, options, config.limits(), endpoints(config), new TopicLedger(writer), clock, metrics));
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Takes no more deliveries, and waits a while for those under way. */
    @Override
    public void close() {
        server.close();
    }

    static Map<String, Endpoint> endpoints(ConnectorsConfig config) {
        Map<String, Endpoint> endpoints = new LinkedHashMap<>();
        for (WebhookConnectorConfig webhook : config.webhooks()) {
            Source source = switch (webhook) {
                case OktaConfig okta ->
                    new OktaEventHook(okta.org(), okta.loginIsEmail(), Set.copyOf(okta.ownIssuers()));
                case JamfConfig jamf -> new JamfWebhook(jamf.instance(), jamf.groups());
                case GenericConfig generic -> generic.source();
            };
            String challenge = webhook instanceof OktaConfig ? OktaEventHook.CHALLENGE_HEADER : null;
            endpoints.put(
                    webhook.name(),
                    new Endpoint(webhook.name(), webhook.tenant(), webhook.authentication(), source, challenge));
            if (webhook.authentication() instanceof NoCredentials none && none.acceptAnyone()) {
                LOG.warn(
                        "Connector {} accepts anyone: whoever reaches its address can make devices compliant or not",
                        webhook.name());
            }
        }
        return endpoints;
    }
}
