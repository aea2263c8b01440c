// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.day;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.lab.Lab;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.schemas.signal.SignalType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/** What can happen at the lab's vendors: records in their logs, and how things stand in their lists. */
final class Happenings {
    private final List<Log> logs = new ArrayList<>();
    private final List<Register> registers = new ArrayList<>();
    private final Lab lab;

    Happenings(Lab lab, Consumer<ObjectNode> hubs, Consumer<ObjectNode> hook) {
        this.lab = lab;
        logs();
        lines(hubs, hook);
        registers();
    }

    List<Log> allLogs() {
        return logs;
    }

    List<Register> allRegisters() {
        return registers;
    }

    /** What was told so far, and its logs at the lab with it. */
    void forget() {
        logs.forEach(Log::forget);
    }

    private void logs() {
        Duration hours = Duration.ofMinutes(40);
        log(
                "okta",
                hours,
                "/api/v1/logs",
                "okta/system-log-page-1.json",
                "/body/0",
                (record, id, at) -> record.put("uuid", id).put("published", at.toString()));
        String sample = "entra/signins-page.json";
        log("signins", hours, "/v1.0/auditLogs/signIns", sample, "/value/0", dated("id", "createdDateTime"));
        sample = "entra/risk-detections.json";
        String path = "/v1.0/identityProtection/riskDetections";
        log("risks", hours, path, sample, "/value/0", dated("id", "lastUpdatedDateTime"));
        sample = "entra/risky-users.json";
        path = "/v1.0/identityProtection/riskyUsers";
        log("risky", hours, path, sample, "/value/0", dated("id", "riskLastUpdatedDateTime"));
        sample = "entra/directory-audits.json";
        log("audits", hours, "/v1.0/auditLogs/directoryAudits", sample, "/value/0", dated("id", "activityDateTime"));
        Duration minutes = Duration.ofMinutes(10);
        log("defender", minutes, "/api/alerts", "defender/alerts.json", "/value/0", dated("id", "lastUpdateTime"));
        sample = "crowdstrike/alerts-combined-page.json";
        path = "/alerts/combined/alerts/v1";
        log("falcon", minutes, path, sample, "/resources/0", dated("composite_id", "updated_timestamp"));
        sample = "sentinelone/threats-page.json";
        log("threats", minutes, "/web/api/v2.1/threats", sample, "/data/0", (record, id, at) -> {
            record.put("id", id);
            ((ObjectNode) record.get("threatInfo")).put("updatedAt", at.toString());
        });
        sample = "sentinelone/activities-page.json";
        log("activities", minutes, "/web/api/v2.1/activities", sample, "/data/0", dated("id", "createdAt"));
        sample = "auth0/log-stream-batch.json";
        log("auth0", minutes, "/api/v2/logs", sample, "/0/data", dated("log_id", "date"));
        for (String application : List.of("login", "user_accounts", "mobile")) {
            path = "/admin/reports/v1/activity/users/all/applications/" + application;
            sample = "google-workspace/reports-" + (application.equals("mobile") ? "mobile-compliance" : "login-page");
            String name = "google-" + application;
            log(
                    name,
                    Duration.ofHours(5),
                    path,
                    sample + ".json",
                    "/items/0",
                    (record, id, at) -> ((ObjectNode) record.get("id"))
                            .put("uniqueQualifier", id)
                            .put("time", at.toString()));
        }
        Duration seconds = Duration.ofSeconds(60);
        for (String feed : List.of("events", "admin-events")) {
            sample = feed.equals("events")
                    ? "keycloak/user-event-LOGIN.json"
                    : "keycloak/admin-event-session-delete.json";
            log(
                    "keycloak-" + feed,
                    seconds,
                    "/admin/realms/lab/" + feed,
                    sample,
                    "",
                    (record, id, at) -> record.put("id", id).put("time", at.toEpochMilli()));
        }
    }

    private static Log.Stamp dated(String id, String time) {
        return (record, name, at) -> record.put(id, name).put(time, at.toString());
    }

    private void log(String name, Duration latest, String path, String sample, String at, Log.Stamp stamp) {
        Shelf shelf = lab.shelf(path);
        logs.add(new Log(
                name, latest, Samples.json(sample).at(at), stamp, shelf::add, () -> shelf.remove(record -> true)));
    }

    /** What stays open, and what calls. */
    private void lines(Consumer<ObjectNode> hubs, Consumer<ObjectNode> hook) {
        int[] offset = {0};
        logs.add(new Log(
                "stream",
                Duration.ZERO,
                Samples.json("crowdstrike/EppDetectionSummaryEvent.json"),
                (record, id, at) -> {
                    ((ObjectNode) record.get("metadata"))
                            .put("offset", ++offset[0])
                            .put("eventCreationTime", at.toEpochMilli());
                    ((ObjectNode) record.get("event")).put("CompositeId", id);
                },
                record -> lab.firehose().add(0, record),
                () -> {}));
        logs.add(new Log(
                "hubs",
                Duration.ofMinutes(40),
                Samples.json("azure-eventhubs-kafka/entra-signin-record.json"),
                (record, id, at) -> ((ObjectNode) record.at("/records/0/properties"))
                        .put("id", id)
                        .put("createdDateTime", at.toString()),
                hubs,
                () -> {}));
        logs.add(new Log(
                "pingone",
                Duration.ZERO,
                Samples.json("pingone/webhook-batch.json").at("/events/0"),
                (record, id, at) -> record.put("id", id).put("recordedAt", at.toString()),
                hook,
                () -> {}));
    }

    private void registers() {
        register(
                "intune",
                "managed-devices",
                row("/v1.0/deviceManagement/managedDevices", "intune/manageddevices-snapshot-t0.json", "/value/0"),
                (row, state) -> row.put("complianceState", state == 0 ? "compliant" : "noncompliant"),
                SignalType.DEVICE_COMPLIANCE_CHANGED);
        register(
                "directory",
                "devices",
                row("/v1.0/devices/delta", "entra/devices-delta-initial.json", "/value/0"),
                (row, state) -> row.put("isCompliant", state == 0),
                SignalType.DEVICE_COMPLIANCE_CHANGED);
        ObjectNode user = ((ObjectNode) Samples.json("entra/risky-users.json").at("/value/0"))
                .put("displayName", "Bob Ortiz")
                .put("mail", "bob.ortiz@acme.example");
        register(
                "directory",
                "users",
                lab.shelf("/v1.0/users/delta").add(user),
                (row, state) -> row.put("accountEnabled", state == 0),
                SignalType.ACCOUNT_DISABLED,
                SignalType.ACCOUNT_ENABLED);
        register(
                "defender",
                "machines",
                row("/api/machines", "defender/machines.json", "/value/0"),
                (row, state) -> row.put("riskScore", state == 0 ? "Low" : "High"),
                SignalType.RISK_ASSESSED);
        register(
                "falcon",
                "hosts",
                row("/devices/combined/devices/v1", "crowdstrike/devices-entities.json", "/resources/0"),
                (row, state) -> row.put("status", state == 0 ? "normal" : "contained"),
                SignalType.DEVICE_ISOLATION_CHANGED);
        register(
                "falcon",
                "assessments",
                row(
                        "/zero-trust-assessment/queries/assessments/v1",
                        "crowdstrike/zta-assessments.json",
                        "/resources/0"),
                (row, state) -> ((ObjectNode) row.get("assessment")).put("overall", state == 0 ? 95 : 20),
                SignalType.DEVICE_POSTURE_ASSESSED);
        register(
                "sentinelone",
                "agents",
                lab.shelf("/web/api/v2.1/agents")
                        .add(Samples.json("sentinelone/threats-page.json").at("/data/0/agentRealtimeInfo")),
                (row, state) -> row.put("id", "41").put("networkStatus", state == 0 ? "connected" : "disconnected"),
                SignalType.DEVICE_ISOLATION_CHANGED);
        register(
                "jamf",
                "computers-inventory",
                row("/api/v1/computers-inventory", "jamf/computers-inventory-page.json", "/results/0"),
                (row, state) -> {
                    row.putArray("groupMemberships");
                    if (state == 1) {
                        row.withArray("groupMemberships")
                                .addObject()
                                .put("groupId", "77")
                                .put("groupName", "NONCOMPLIANT")
                                .put("smartGroup", true);
                    }
                },
                SignalType.DEVICE_COMPLIANCE_CHANGED);
        register(
                "fleet",
                "hosts",
                row("/api/v1/fleet/hosts", "fleet/host-detail.json", "/host"),
                (row, state) -> ((ObjectNode) row.at("/policies/0")).put("response", state == 0 ? "pass" : "fail"),
                SignalType.DEVICE_COMPLIANCE_CHANGED);
    }

    private Shelf row(String path, String sample, String at) {
        return lab.shelf(path).add(Samples.json(sample).at(at));
    }

    private void register(
            String connector, String family, Shelf shelf, ObjIntConsumer<ObjectNode> state, SignalType... told) {
        registers.add(new Register(connector, family, shelf, state, told));
    }
}
