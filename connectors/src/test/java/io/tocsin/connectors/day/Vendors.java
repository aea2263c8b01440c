// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.day;

import io.tocsin.connectors.ConnectorsConfig;
import io.tocsin.connectors.auth.StaticHeader;
import io.tocsin.connectors.hook.PingOneHookConfig;
import io.tocsin.connectors.jamf.ComplianceGroup;
import io.tocsin.connectors.lab.Lab;
import io.tocsin.connectors.poll.Auth0LogConfig;
import io.tocsin.connectors.poll.CrowdStrikeConfig;
import io.tocsin.connectors.poll.DefenderConfig;
import io.tocsin.connectors.poll.EntraConfig;
import io.tocsin.connectors.poll.EventHubsConfig;
import io.tocsin.connectors.poll.FleetConfig;
import io.tocsin.connectors.poll.GoogleConfig;
import io.tocsin.connectors.poll.IntuneConfig;
import io.tocsin.connectors.poll.JamfInventoryConfig;
import io.tocsin.connectors.poll.KeycloakConfig;
import io.tocsin.connectors.poll.OktaLogConfig;
import io.tocsin.connectors.poll.PollConfig;
import io.tocsin.connectors.poll.Schedule;
import io.tocsin.connectors.poll.SentinelOneConfig;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.credential.ClientCredentials;
import io.tocsin.connectors.webhook.WebhookLimits;
import io.tocsin.schemas.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A connector for every vendor of the lab, each as often as is usual, within its usual limit and by its own tokens. */
final class Vendors {
    static final String SECRET = "a-header-of-the-day";

    /** The same share as is usual. */
    private static final double SHARE = 0.5;

    /**
     * What the lab sees of a connector.
     *
     * @param paths how its questions' paths begin
     * @param perMinute how many questions a minute it may ask
     * @param seldom the longest time between two of its questions, unless something is wrong
     */
    record Vendor(String name, List<String> paths, double perMinute, Duration seldom) {}

    static final List<Vendor> ALL = List.of(
            vendor("okta", 120, 30, "/api/v1/logs"),
            vendor("entra", 30, 60, "/v1.0/auditLogs", "/v1.0/identityProtection"),
            vendor("directory", 600, 60, "/v1.0/devices", "/v1.0/users"),
            vendor("intune", 600, 600, "/v1.0/deviceManagement"),
            vendor("defender", 25, 60, "/api/alerts", "/api/machines"),
            vendor("falcon", 100, 30, "/alerts", "/devices/combined", "/zero-trust-assessment", "/sensors"),
            vendor("auth0", 60, 30, "/api/v2/logs"),
            vendor("sentinelone", 60, 60, "/web/api/v2.1"),
            vendor("jamf", 60, 600, "/api/v1/computers-inventory"),
            vendor("fleet", 120, 300, "/api/v1/fleet"),
            vendor("google", 240, 120, "/admin/reports"),
            vendor("keycloak", 300, 15, "/admin/realms"));

    private Vendors() {}

    private static Vendor vendor(String name, int allowed, int seldomSeconds, String... paths) {
        return new Vendor(name, List.of(paths), allowed * SHARE, Duration.ofSeconds(seldomSeconds));
    }

    static ConnectorsConfig config(Lab lab, String tenant, String bootstrap, String topic) {
        Schedule usual = new Schedule(null, Duration.ofHours(1), null);
        List<PollConfig> polls = new ArrayList<>();
        polls.add(new OktaLogConfig("okta", tenant, "acme", List.of(), true, 20, api(lab, "okta"), usual));
        List<String> reports = List.of("sign-ins", "risk-detections", "risky-users", "directory-audits");
        polls.add(new EntraConfig("entra", tenant, "acme", reports, api(lab, "entra"), usual));
        polls.add(new EntraConfig(
                "directory", tenant, "acme", List.of("devices", "users"), api(lab, "directory"), usual));
        polls.add(new IntuneConfig("intune", tenant, "acme", api(lab, "intune"), usual));
        polls.add(new DefenderConfig("defender", tenant, "acme", List.of(), api(lab, "defender"), usual));
        List<String> falcon = List.of("alerts", "hosts", "event-stream", "assessments");
        polls.add(new CrowdStrikeConfig("falcon", tenant, falcon, null, api(lab, "falcon"), usual));
        polls.add(new Auth0LogConfig("auth0", tenant, "acme.eu.auth0.example", true, api(lab, "auth0"), usual));
        polls.add(new SentinelOneConfig("sentinelone", tenant, "acme", List.of(), api(lab, "sentinelone"), usual));
        List<ComplianceGroup> groups = List.of(new ComplianceGroup("77", null, null, null));
        polls.add(new JamfInventoryConfig("jamf", tenant, "acme", groups, api(lab, "jamf"), usual));
        polls.add(new FleetConfig("fleet", tenant, "acme", List.of(), api(lab, "fleet"), usual));
        polls.add(new GoogleConfig("google", tenant, "C0fake001", List.of(), api(lab, "google"), usual));
        polls.add(new KeycloakConfig("keycloak", tenant, "lab", null, true, List.of(), api(lab, "keycloak"), usual));
        // a question to a broker waits behind the last one, which waits for records by the machine's time
        Map<String, String> plain = Map.of("security.protocol", "PLAINTEXT", "fetch.max.wait.ms", "5");
        polls.add(new EventHubsConfig("hubs", tenant, "acme", bootstrap, List.of(topic), null, plain, usual));
        PingOneHookConfig hook = new PingOneHookConfig(
                "pingone", tenant, "e1000000", new StaticHeader("X-Secret", List.of(Secret.of(SECRET))));
        return new ConnectorsConfig(List.of(hook), WebhookLimits.DEFAULT, polls);
    }

    /** Each gets its tokens at a door of its own, so that they can be counted. */
    private static ApiConfig api(Lab lab, String name) {
        URI door = URI.create(lab.url() + "/" + name + "/token");
        return new ApiConfig(
                lab.url(),
                new ClientCredentials(door, name, Secret.of(Lab.SECRET), null, List.of(), null, null),
                null,
                null,
                null,
                null);
    }
}
