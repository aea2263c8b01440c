// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.connectors.auth.ClientState;
import io.tocsin.connectors.auth0.Auth0Events;
import io.tocsin.connectors.crowdstrike.FalconAlerts;
import io.tocsin.connectors.crowdstrike.FalconHosts;
import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.feed.Memory;
import io.tocsin.connectors.feed.Page;
import io.tocsin.connectors.feed.WindowFeed;
import io.tocsin.connectors.feed.WindowFormat;
import io.tocsin.connectors.fleet.FleetHosts;
import io.tocsin.connectors.google.Reports;
import io.tocsin.connectors.jamf.ComplianceGroup;
import io.tocsin.connectors.jamf.JamfInventory;
import io.tocsin.connectors.jamf.JamfWebhook;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.keycloak.Realm;
import io.tocsin.connectors.keycloak.StoredEvents;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Harvest;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.mapping.Source;
import io.tocsin.connectors.microsoft.Alerts;
import io.tocsin.connectors.microsoft.Directory;
import io.tocsin.connectors.microsoft.DirectoryDevices;
import io.tocsin.connectors.microsoft.GraphLog;
import io.tocsin.connectors.microsoft.Machines;
import io.tocsin.connectors.microsoft.ManagedDevices;
import io.tocsin.connectors.microsoft.notice.Notices;
import io.tocsin.connectors.okta.OktaEventHook;
import io.tocsin.connectors.pingone.PingOneEvents;
import io.tocsin.connectors.sentinelone.SentinelOne;
import io.tocsin.connectors.snapshot.DeltaFeed;
import io.tocsin.connectors.snapshot.SnapshotFeed;
import io.tocsin.connectors.snapshot.SnapshotFormat;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Reply;
import io.tocsin.connectors.vendor.VendorApi;
import io.tocsin.connectors.vendor.credential.HeaderCredential;
import io.tocsin.connectors.wazuh.WazuhAlerts;
import io.tocsin.schemas.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** How each sample is read: by the connector that it is sent to, or whose question it answers. */
final class SampleReadings {
    static final Map<String, Reading> ALL = new TreeMap<>();

    /** Those that no connector here reads, and who does. */
    static final Map<String, String> READ_ELSEWHERE = new TreeMap<>();

    private static final FeedId FEED = new FeedId("acme", "source", "vendor", "feed");
    private static final Duration DAYS = Duration.ofDays(2);
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

    /**
     * One way to read a body.
     *
     * @param list where its records stand, or the one record
     */
    record Reading(JsonPointer list, boolean single, Reader reader) {

        Harvest read(JsonNode body) throws FaultException, InterruptedException {
            return reader.read(body);
        }

        JsonNode list(JsonNode body) {
            return single ? body : body.at(list);
        }

        int count(JsonNode body) {
            return single ? 1 : body.at(list).size();
        }

        JsonNode record(JsonNode body, int index) {
            return single ? body.at(list) : body.at(list).get(index);
        }
    }

    private interface Reader {
        Harvest read(JsonNode body) throws FaultException, InterruptedException;
    }

    static Reading of(String sample) {
        Reading reading = ALL.get(sample);
        if (reading == null) {
            throw new AssertionError("no reading of " + sample);
        }
        return reading;
    }

    static Harvest nothing() {
        return new Harvest("source", "application/json", Samples.NOW);
    }

    private static void okta() {
        OktaEventHook events = new OktaEventHook("acme", true, Set.of("https://hub.acme.example"));
        hook("okta/event-hook-delivery.json", "/data/events", events);
        hook("okta/system-log.json", "/data/events", events);
        records("okta/system-log-page-1.json", "/body", events);
        records("okta/system-log-page-2-out-of-order.json", "/body", events);
        records("okta/without-uuid.json", null, events);
    }

    private static void microsoft() {
        Directory directory = new Directory("acme");
        Duration overlap = Duration.ofHours(1);
        window("entra/signins-page.json", GraphLog.SIGN_INS.open(directory, API, overlap));
        window("entra/signins-page-2-late-arrival.json", GraphLog.SIGN_INS.open(directory, API, overlap));
        window("entra/risk-detections.json", GraphLog.RISK_DETECTIONS.open(directory, API, overlap));
        window("entra/risky-users.json", GraphLog.RISKY_USERS.open(directory, API, overlap));
        window("entra/directory-audits.json", GraphLog.DIRECTORY_AUDITS.open(directory, API, overlap));
        window("defender/alerts.json", Alerts.log(directory, API, overlap));
        snapshot("defender/machines.json", Machines.list(directory, API));
        SnapshotFormat intune = ManagedDevices.list(directory, API);
        snapshot("intune/manageddevices-snapshot-t0.json", intune);
        snapshot("intune/manageddevices-edge-cases.json", intune);
        after(
                "intune/manageddevices-snapshot-t0.json",
                "intune/manageddevices-snapshot-t1.json",
                api -> new SnapshotFeed(FEED, intune, api));
        // where the samples' links lead to
        ApiConfig graph =
                new ApiConfig(URI.create("https://graph.microsoft.com"), API.credential(), null, null, null, null);
        SnapshotFormat devices = DirectoryDevices.list(directory, graph);
        put(
                "entra/devices-delta-initial.json",
                "/value",
                body -> feed(api -> new DeltaFeed(FEED, devices, GraphLog.DELTA, api), List.of(body)));
        after(
                "entra/devices-delta-initial.json",
                "entra/devices-delta-change.json",
                api -> new DeltaFeed(FEED, devices, GraphLog.DELTA, api));
        Notices notices =
                new Notices(new ClientState(List.of(Secret.of("fake-client-state"))), "entra", "entra-subscription");
        hook("entra/change-notification-users.json", "/value", notices);
        hook("entra/lifecycle-notification.json", "/value", notices);
    }

    private static void devices() {
        window("crowdstrike/alerts-combined-page.json", "/resources", new FalconAlerts(API, Duration.ofHours(1)));
        snapshot("crowdstrike/devices-entities.json", "/resources", new FalconHosts(API));
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
                    new Reading(JsonPointer.empty(), true, body -> delivered(new JamfWebhook("acme", groups), body)));
        }
        snapshot("jamf/computers-inventory-page.json", "/results", JamfInventory.list("acme", API, groups));
        SnapshotFormat fleet = FleetHosts.list("acme", API, List.of());
        ALL.put(
                "fleet/host-detail.json",
                new Reading(
                        JsonPointer.compile("/host"),
                        true,
                        body -> one(body, "/host", (row, arrival) -> fleet.appeared(row, baseline(arrival)))));
    }

    private static void keycloak() {
        Realm realm = new Realm("acme", "https://id.acme.example/realms/acme", true);
        Duration overlap = Duration.ofMinutes(2);
        for (String event :
                List.of("LOGIN", "LOGIN_ERROR", "REMOVE_CREDENTIAL", "USER_DISABLED_BY_TEMPORARY_LOCKOUT")) {
            records(
                    "keycloak/user-event-" + event + ".json",
                    null,
                    new StoredEvents(StoredEvents.USERS, realm, API, overlap));
        }
        for (String event : List.of("session-delete", "user-disabled")) {
            records(
                    "keycloak/admin-event-" + event + ".json",
                    null,
                    new StoredEvents(StoredEvents.ADMINS, realm, API, overlap));
        }
    }

    private static void others() {
        put("auth0/log-stream-batch.json", "", body -> delivered(new Auth0Events("acme.eu.auth0.example", true), body));
        hook("pingone/webhook-batch.json", "/events", new PingOneEvents("e1000000"));
        for (String alert : List.of("sca-check-failed", "ssh-bruteforce")) {
            records("wazuh/alert-" + alert + ".json", null, new WazuhAlerts("acme"));
        }
        SentinelOne console = new SentinelOne("acme", API);
        window("sentinelone/threats-page.json", "/data", console.threats(Duration.ofHours(1)));
        window("sentinelone/activities-page.json", "/data", console.activities(Duration.ofHours(1)));
        Duration overlap = Duration.ofHours(6);
        window("google-workspace/reports-login-page.json", "/items", new Reports("login", "C0fake001", API, overlap));
        window(
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

    private static void put(String sample, String list, Reader reader) {
        ALL.put(sample, new Reading(JsonPointer.compile(list), false, reader));
    }

    private static void hook(String sample, String list, Source source) {
        put(sample, list, body -> delivered(source, body));
    }

    private static Harvest delivered(Source source, JsonNode body) {
        Harvest harvest = nothing();
        Batch batch = source.records(JsonAt.root(body));
        batch.records().forEach(record -> harvest.take(source, record, Samples.ARRIVAL, () -> bytes(body)));
        return harvest;
    }

    /** Records without their vendor's envelope. */
    private static void records(String sample, String list, RecordMapper mapper) {
        String at = list == null ? "" : list;
        ALL.put(sample, new Reading(JsonPointer.compile(at), list == null, body -> one(body, at, mapper)));
    }

    private static Harvest one(JsonNode body, String list, RecordMapper mapper) {
        Harvest harvest = nothing();
        JsonNode records = body.at(list);
        for (JsonNode record : records.isArray() ? records : List.of(records)) {
            harvest.take(mapper, JsonAt.root(record), Samples.ARRIVAL, () -> bytes(body));
        }
        return harvest;
    }

    private static SnapshotFormat.Moment baseline(Arrival arrival) {
        return new SnapshotFormat.Moment(FEED, arrival, true, 0, null);
    }

    private static void window(String sample, WindowFormat format) {
        window(sample, "/value", format);
    }

    private static void window(String sample, String list, WindowFormat format) {
        put(sample, list, body -> feed(api -> new WindowFeed(FEED, format, api, DAYS), List.of(body)));
    }

    private static void snapshot(String sample, SnapshotFormat format) {
        snapshot(sample, "/value", format);
    }

    private static void snapshot(String sample, String list, SnapshotFormat format) {
        put(sample, list, body -> feed(api -> new SnapshotFeed(FEED, format, api), List.of(body)));
    }

    /** What differs from another sample. */
    private static void after(String first, String sample, Function<VendorApi, Feed> opening) {
        put(sample, "/value", body -> feed(opening, List.of(Samples.json(first), body)));
    }

    /** What the last of these answers gives. */
    private static Harvest feed(Function<VendorApi, Feed> opening, List<JsonNode> answers)
            throws FaultException, InterruptedException {
        int[] next = {0};
        Feed feed = opening.apply(ask -> new Reply(200, Map.of(), bytes(answers.get(next[0]++))));
        Memory memory = new Memory(FEED, Samples.NOW);
        Harvest last = nothing();
        for (int i = 0; i < answers.size(); i++) {
            Page page = feed.read(memory, Samples.NOW);
            page.changes().forEach(memory::apply);
            memory.apply(memory.key(), page.position());
            last = page.harvest();
        }
        return last;
    }

    private static byte[] bytes(JsonNode body) {
        return body.toString().getBytes(UTF_8);
    }
}
