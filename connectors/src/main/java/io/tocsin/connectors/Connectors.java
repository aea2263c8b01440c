// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import io.micrometer.core.instrument.Metrics;
import io.tocsin.connectors.auth.ClientState;
import io.tocsin.connectors.auth.NoCredentials;
import io.tocsin.connectors.auth0.Auth0Events;
import io.tocsin.connectors.hook.Auth0HookConfig;
import io.tocsin.connectors.hook.EntraHookConfig;
import io.tocsin.connectors.hook.GenericConfig;
import io.tocsin.connectors.hook.HintConfig;
import io.tocsin.connectors.hook.JamfConfig;
import io.tocsin.connectors.hook.KeycloakHookConfig;
import io.tocsin.connectors.hook.OktaConfig;
import io.tocsin.connectors.hook.PingOneHookConfig;
import io.tocsin.connectors.hook.WazuhHookConfig;
import io.tocsin.connectors.hook.WebhookConnectorConfig;
import io.tocsin.connectors.intake.Challenge;
import io.tocsin.connectors.intake.Endpoint;
import io.tocsin.connectors.intake.Unread;
import io.tocsin.connectors.jamf.JamfWebhook;
import io.tocsin.connectors.mapping.Source;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.connectors.microsoft.notice.Notices;
import io.tocsin.connectors.okta.OktaEventHook;
import io.tocsin.connectors.pingone.PingOneEvents;
import io.tocsin.connectors.pull.Pulled;
import io.tocsin.connectors.pull.Pulls;
import io.tocsin.connectors.wazuh.WazuhAlerts;
import io.tocsin.connectors.webhook.WebhookServer;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Wire;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running connectors: what vendors post to {@code /webhooks/<connector>} and what they answer when they are asked
 * becomes signals.
 */
public final class Connectors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connectors.class);

    private final WebhookServer server;
    private final Pulls pulls;

    private Connectors(WebhookServer server, Pulls pulls) {
        this.server = server;
        this.pulls = pulls;
    }

    /**
     * Starts all connectors, counting in Micrometer's global registry; listens once it returns.
     *
     * @param options host, port (0 for any free one) and TLS
     * @param kafka client properties, for those that ask their vendors
     * @param writer stays the caller's, who closes it after the connectors
     */
    public static Connectors start(
            ConnectorsConfig config,
            Vertx vertx,
            HttpServerOptions options,
            Map<String, String> kafka,
            Wire wire,
            TopicWriter writer,
            InstantSource clock) {
        return start(config, vertx, options, kafka, wire, writer, clock, ConnectorMetrics.in(Metrics.globalRegistry));
    }

    /** As the other, counting where the caller says. */
    public static Connectors start(
            ConnectorsConfig config,
            Vertx vertx,
            HttpServerOptions options,
            Map<String, String> kafka,
            Wire wire,
            TopicWriter writer,
            InstantSource clock,
            ConnectorMetrics metrics) {
        List<Pulled> polls = config.polls().stream()
                .map(poll -> PollSources.open(poll, clock))
                .toList();
        Pulls pulls = Pulls.start(polls, kafka, wire, writer, clock, metrics);
        try {
            return new Connectors(
                    WebhookServer.start(
                            vertx,
                            options,
                            config.limits(),
                            endpoints(config),
                            new TopicLedger(writer, pulls),
                            clock,
                            metrics),
                    pulls);
        } catch (RuntimeException e) {
            pulls.close();
            throw e;
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Those that ask their vendors, to be looked at and commanded. */
    public Pulls pulls() {
        return pulls;
    }

    /** Takes no more deliveries, and waits a while for those under way. */
    @Override
    public void close() {
        server.close();
        pulls.close();
    }

    static Map<String, Endpoint> endpoints(ConnectorsConfig config) {
        Map<String, Endpoint> endpoints = new LinkedHashMap<>();
        for (WebhookConnectorConfig webhook : config.webhooks()) {
            Source source = switch (webhook) {
                case OktaConfig okta ->
                    new OktaEventHook(okta.org(), okta.loginIsEmail(), Set.copyOf(okta.ownIssuers()));
                case JamfConfig jamf -> new JamfWebhook(jamf.instance(), jamf.groups());
                case EntraHookConfig entra ->
                    new Notices(new ClientState(entra.clientStates()), entra.wakes(), entra.renews());
                case KeycloakHookConfig keycloak -> keycloak.source();
                case Auth0HookConfig auth0 -> new Auth0Events(auth0.domain(), auth0.loginIsEmail());
                case PingOneHookConfig pingone -> new PingOneEvents(pingone.environment());
                case WazuhHookConfig wazuh -> new WazuhAlerts(wazuh.instance());
                case GenericConfig generic -> generic.source();
                case HintConfig hint -> new Unread();
            };
            Challenge challenge = switch (webhook) {
                case OktaConfig okta -> new Challenge.InHeader(OktaEventHook.CHALLENGE_HEADER);
                case EntraHookConfig entra -> new Challenge.InQuery(Notices.CHALLENGE);
                case JamfConfig jamf -> null;
                case KeycloakHookConfig keycloak -> null;
                case Auth0HookConfig auth0 -> null;
                case PingOneHookConfig pingone -> null;
                case WazuhHookConfig wazuh -> null;
                case GenericConfig generic -> null;
                case HintConfig hint -> null;
            };
            String wakes = webhook instanceof HintConfig hint ? hint.wakes() : null;
            endpoints.put(
                    webhook.name(),
                    new Endpoint(webhook.name(), webhook.tenant(), webhook.authentication(), source, challenge, wakes));
            if (wakes == null && webhook.authentication() instanceof NoCredentials none && none.acceptAnyone()) {
                LOG.warn(
                        "Connector {} accepts anyone: whoever reaches its address can make devices compliant or not",
                        webhook.name());
            }
        }
        return endpoints;
    }
}
