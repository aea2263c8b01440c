// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.sample;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.auth.ClientState;
import io.tocsin.connectors.auth0.Auth0Events;
import io.tocsin.connectors.crowdstrike.FalconAlerts;
import io.tocsin.connectors.crowdstrike.FalconHosts;
import io.tocsin.connectors.fleet.FleetHosts;
import io.tocsin.connectors.google.Reports;
import io.tocsin.connectors.jamf.ComplianceGroup;
import io.tocsin.connectors.jamf.JamfInventory;
import io.tocsin.connectors.jamf.JamfWebhook;
import io.tocsin.connectors.keycloak.Realm;
import io.tocsin.connectors.keycloak.StoredEvents;
import io.tocsin.connectors.microsoft.Alerts;
import io.tocsin.connectors.microsoft.Directory;
import io.tocsin.connectors.microsoft.DirectoryDevices;
import io.tocsin.connectors.microsoft.GraphLog;
import io.tocsin.connectors.microsoft.Machines;
import io.tocsin.connectors.microsoft.ManagedDevices;
import io.tocsin.connectors.microsoft.notice.Notices;
import io.tocsin.connectors.okta.OktaEventHook;
import io.tocsin.connectors.pingone.PingOneEvents;
import io.tocsin.connectors.sample.Readings.Reading;
import io.tocsin.connectors.sentinelone.SentinelOne;
import io.tocsin.connectors.snapshot.DeltaFeed;
import io.tocsin.connectors.snapshot.SnapshotFeed;
import io.tocsin.connectors.snapshot.SnapshotFormat;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.credential.HeaderCredential;
import io.tocsin.connectors.wazuh.WazuhAlerts;
import io.tocsin.schemas.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How each sample is read: by the connector that it is sent to, or whose question it answers. */
final class SampleReadings {
    private static final Readings READ = new Readings();

    static final Map<String, Reading> ALL = READ.all;

    /** Those that no connector here reads, and who does. */
    static final Map<String, String> READ_ELSEWHERE = new TreeMap<>();

    private static final ApiConfig API = new ApiConfig(
            URI.create("https://vendor.example"),
            new HeaderCredential("Authorization", Secret.of("secret")),
            null,
            null,
            null,
            null);

    private SampleReadings() {}

    static {
        okta();
        microsoft();
        devices();
        keycloak();
        others();
        elsewhere();
    }

    static Reading of(String sample) {
        Reading reading = ALL.get(sample);
        if (reading == null) {
            throw new AssertionError("no reading of " + sample);
        }
        return reading;
    }

    private static void okta() {
        OktaEventHook events = new OktaEventHook("acme", true, Set.of("https://hub.acme.example"));
        READ.hook("okta/event-hook-delivery.json", "/data/events", events);
        READ.hook("okta/system-log.json", "/data/events", events);
        READ.records("okta/system-log-page-1.json", "/body", events);
        READ.records("okta/system-log-page-2-out-of-order.json", "/body", events);
        READ.records("okta/without-uuid.json", null, events);
    }

    private static void microsoft() {
        Directory directory = new Directory("acme");
        Duration overlap = Duration.ofHours(1);
        READ.window("entra/signins-page.json", GraphLog.SIGN_INS.open(directory, API, overlap));
        READ.window("entra/signins-page-2-late-arrival.json", GraphLog.SIGN_INS.open(directory, API, overlap));
        READ.window("entra/risk-detections.json", GraphLog.RISK_DETECTIONS.open(directory, API, overlap));
        READ.window("entra/risky-users.json", GraphLog.RISKY_USERS.open(directory, API, overlap));
        READ.window("entra/directory-audits.json", GraphLog.DIRECTORY_AUDITS.open(directory, API, overlap));
        READ.window("defender/alerts.json", Alerts.log(directory, API, overlap));
        READ.snapshot("defender/machines.json", Machines.list(directory, API));
        SnapshotFormat intune = ManagedDevices.list(directory, API);
        READ.snapshot("intune/manageddevices-snapshot-t0.json", intune);
        READ.snapshot("intune/manageddevices-edge-cases.json", intune);
        READ.after(
                "intune/manageddevices-snapshot-t0.json",
                "intune/manageddevices-snapshot-t1.json",
                api -> new SnapshotFeed(Readings.FEED, intune, api));
        // where the samples' links lead to
        ApiConfig graph =
                new ApiConfig(URI.create("https://graph.microsoft.com"), API.credential(), null, null, null, null);
        SnapshotFormat devices = DirectoryDevices.list(directory, graph);
        READ.put(
                "entra/devices-delta-initial.json",
                "/value",
                body -> Readings.feed(
                        api -> new DeltaFeed(Readings.FEED, devices, GraphLog.DELTA, api), List.of(body)));
        READ.after(
                "entra/devices-delta-initial.json",
                "entra/devices-delta-change.json",
                api -> new DeltaFeed(Readings.FEED, devices, GraphLog.DELTA, api));
        Notices notices =
                new Notices(new ClientState(List.of(Secret.of("fake-client-state"))), "entra", "entra-subscription");
        READ.hook("entra/change-notification-users.json", "/value", notices);
        READ.hook("entra/lifecycle-notification.json", "/value", notices);
    }

    private static void devices() {
        READ.window("crowdstrike/alerts-combined-page.json", "/resources", new FalconAlerts(API, Duration.ofHours(1)));
        READ.snapshot("crowdstrike/devices-entities.json", "/resources", new FalconHosts(API));
        List<ComplianceGroup> groups = List.of(new ComplianceGroup("77", null, null, null));
        for (String event : List.of(
                "ComputerCheckIn",
                "ComputerInventoryCompleted",
                "MobileDeviceUnEnrolled",
                "SmartGroupComputerMembershipChange-added",
                "SmartGroupComputerMembershipChange-removed")) {
            // each reading begins anew: the webhook tells of a check-in once an hour
            ALL.put(
                    "jamf/" + event + ".json",
                    new Reading(
                            JsonPointer.empty(),
                            true,
                            body -> Readings.delivered(new JamfWebhook("acme", groups), body)));
        }
        READ.snapshot("jamf/computers-inventory-page.json", "/results", JamfInventory.list("acme", API, groups));
        SnapshotFormat fleet = FleetHosts.list("acme", API, List.of());
        ALL.put(
                "fleet/host-detail.json",
                new Reading(
                        JsonPointer.compile("/host"),
                        true,
                        body -> Readings.one(
                                body, "/host", (row, arrival) -> fleet.appeared(row, Readings.baseline(arrival)))));
    }

    private static void keycloak() {
        Realm realm = new Realm("acme", "https://id.acme.example/realms/acme", true);
        Duration overlap = Duration.ofMinutes(2);
        for (String event :
                List.of("LOGIN", "LOGIN_ERROR", "REMOVE_CREDENTIAL", "USER_DISABLED_BY_TEMPORARY_LOCKOUT")) {
            READ.records(
                    "keycloak/user-event-" + event + ".json",
                    null,
                    new StoredEvents(StoredEvents.USERS, realm, API, overlap));
        }
        for (String event : List.of("session-delete", "user-disabled")) {
            READ.records(
                    "keycloak/admin-event-" + event + ".json",
                    null,
                    new StoredEvents(StoredEvents.ADMINS, realm, API, overlap));
        }
    }

    private static void others() {
        READ.put(
                "auth0/log-stream-batch.json",
                "",
                body -> Readings.delivered(new Auth0Events("acme.eu.auth0.example", true), body));
        READ.hook("pingone/webhook-batch.json", "/events", new PingOneEvents("e1000000"));
        for (String alert : List.of("sca-check-failed", "ssh-bruteforce")) {
            READ.records("wazuh/alert-" + alert + ".json", null, new WazuhAlerts("acme"));
        }
        SentinelOne console = new SentinelOne("acme", API);
        READ.window("sentinelone/threats-page.json", "/data", console.threats(Duration.ofHours(1)));
        READ.window("sentinelone/activities-page.json", "/data", console.activities(Duration.ofHours(1)));
        Duration overlap = Duration.ofHours(6);
        READ.window(
                "google-workspace/reports-login-page.json", "/items", new Reports("login", "C0fake001", API, overlap));
        READ.window(
                "google-workspace/reports-mobile-compliance.json",
                "/items",
                new Reports("mobile", "C0fake001", API, overlap));
    }

    private static void elsewhere() {
        for (String error : List.of("okta", "entra")) {
            READ_ELSEWHERE.put(error + "/error-429.json", "no records: GovernorTest");
        }
        READ_ELSEWHERE.put("kandji/device-detail.json", "by the mapping in docs/mappings: MappingsTest");
        READ_ELSEWHERE.put("entra/devices-delta-410-resync.json", "no records: DirectoryTest");
        READ_ELSEWHERE.put("entra/change-notification-validation.json", "no records: NoticesTest");
        READ_ELSEWHERE.put("okta/event-hook-verification.json", "no records: WebhookServerTest");
        READ_ELSEWHERE.put("okta/outbound-receiver-set-claims.json", "what is sent to Okta: the transmitter");
        READ_ELSEWHERE.put("generic/signed-request-variants.json", "signatures: SignaturesTest, GenericWebhookTest");
        READ_ELSEWHERE.put("fleet/failing-policies-webhook.json", "proves nothing, only wakes the poll: ConnectorsIT");
        for (String stream : List.of(
                "EppDetectionSummaryEvent.json",
                "IdpDetectionSummaryEvent.json",
                "datafeed-discovery.json",
                "event-stream.ndjson",
                "zta-assessments.json")) {
            READ_ELSEWHERE.put("crowdstrike/" + stream, "Falcon's event stream and assessments: their own tests");
        }
        for (String log : List.of(
                "entra-signin-record.json",
                "entra-userriskevents-record.json",
                "intune-operational-noncompliant.json")) {
            READ_ELSEWHERE.put("azure-eventhubs-kafka/" + log, "Event Hubs: its own tests");
        }
        READ_ELSEWHERE.put("fleet/activity-webhook-mdm-unenrolled.json", "proves nothing, only wakes the poll");
    }
}
