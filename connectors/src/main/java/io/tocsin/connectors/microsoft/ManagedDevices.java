// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft;

import io.tocsin.connectors.feed.Paging;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.snapshot.Content;
import io.tocsin.connectors.snapshot.Differences;
import io.tocsin.connectors.snapshot.SnapshotFormat;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.SignalPayload.Compliance;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalPayload.Threat;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Intune's managed devices, of which Graph tells no changes: it has no delta query for them. */
public final class ManagedDevices implements SnapshotFormat {
    public static final String FAMILY = "managed-devices";

    private static final String VENDOR = "intune";
    private static final List<String> MEMBERS = List.of(
            "id",
            "userId",
            "userPrincipalName",
            "emailAddress",
            "userDisplayName",
            "deviceName",
            "operatingSystem",
            "osVersion",
            "complianceState",
            "azureADDeviceId",
            "serialNumber",
            "udid",
            "imei",
            "wiFiMacAddress",
            "managementState",
            "partnerReportedThreatState");
    private static final Content CONTENT =
            Content.of(MEMBERS.stream().map(member -> "/" + member).toArray(String[]::new));
    private static final Set<String> LEAVING =
            Set.of("retirepending", "retireissued", "wipepending", "wipeissued", "deletepending");

    private final Directory directory;
    private final ApiConfig api;

    public ManagedDevices(Directory directory, ApiConfig api) {
        this.directory = directory;
        this.api = api;
    }

    @Override
    public Ask ask() {
        return Ask.get(
                api.at("/v1.0/deviceManagement/managedDevices?$select=" + String.join(",", MEMBERS) + "&$top=500"));
    }

    @Override
    public Paging paging() {
        return Graph.PAGING;
    }

    @Override
    public Batch records(JsonAt body) {
        return Graph.records(body);
    }

    @Override
    public String id(JsonAt record) {
        return record.get("id").requireText();
    }

    @Override
    public String content(JsonAt record) {
        return CONTENT.read(record);
    }

    @Override
    public Mapped appeared(JsonAt row, Moment moment) {
        SignalType type = moment.baseline() ? SignalType.DEVICE_SEEN : SignalType.DEVICE_ENROLLED;
        return differences(row, moment).add(type, facts(row, true)).mapped();
    }

    @Override
    public Mapped changed(JsonAt before, JsonAt row, Moment moment) {
        Differences differences = differences(row, moment);
        ComplianceStatus now = compliance(row);
        ComplianceStatus then = compliance(before);
        if (now != then) {
            differences.add(SignalType.DEVICE_COMPLIANCE_CHANGED, new Compliance(now, then, List.of()));
        }
        threat(before, row, differences);
        if (isLeaving(row) && !isLeaving(before)) {
            differences.add(SignalType.DEVICE_UNENROLLED, facts(row, false));
        }
        if (!Objects.equals(before.get("userId").text(), row.get("userId").text())) {
            differences.add(SignalType.DEVICE_USER_ASSIGNED, facts(row, true));
        }
        return differences.mapped();
    }

    @Override
    public Mapped gone(JsonAt before, Moment moment) {
        return isLeaving(before)
                ? new Mapped.Ignored(Mapped.Why.NO_MEANING)
                : differences(before, moment)
                        .add(SignalType.DEVICE_UNENROLLED, facts(before, false))
                        .mapped();
    }

    private Differences differences(JsonAt row, Moment moment) {
        return new Differences(
                moment.arrival(), VENDOR, FAMILY, id(row), moment.pass(), moment.previous(), device(row), user(row));
    }

    private @Nullable Entity device(JsonAt row) {
        return directory
                .device(row.get("azureADDeviceId").text())
                .add(IdentifierKind.DEVICE_SERIAL, row.get("serialNumber").text(), Strength.STRONG)
                .add(
                        IdentifierKind.DEVICE_VENDOR_ID,
                        VENDOR + ":" + directory.id(),
                        row.get("id").text(),
                        Strength.STRONG)
                .add(IdentifierKind.DEVICE_UDID, row.get("udid").text(), Strength.STRONG)
                .add(IdentifierKind.DEVICE_IMEI, row.get("imei").text(), Strength.MEDIUM)
                .add(IdentifierKind.DEVICE_MAC, row.get("wiFiMacAddress").text(), Strength.MEDIUM)
                .add(IdentifierKind.DEVICE_HOSTNAME, row.get("deviceName").text(), Strength.MEDIUM)
                .display(row.get("deviceName").text())
                .entity();
    }

    private @Nullable Entity user(JsonAt row) {
        return directory
                .user(row.get("userId").text(), row.get("userPrincipalName").text())
                .add(IdentifierKind.USER_EMAIL, row.get("emailAddress").text(), Strength.STRONG)
                .display(row.get("userDisplayName").text())
                .entity();
    }

    private static DeviceFacts facts(JsonAt row, boolean managed) {
        return new DeviceFacts(
                managed,
                null,
                row.get("operatingSystem").text(),
                row.get("osVersion").text());
    }

    /** A device in its grace period passes for compliant, at Entra too. What cannot be told is absent. */
    private static @Nullable ComplianceStatus compliance(JsonAt row) {
        return switch (word(row.get("complianceState"))) {
            case "compliant", "ingraceperiod" -> ComplianceStatus.COMPLIANT;
            case "noncompliant" -> ComplianceStatus.NOT_COMPLIANT;
            default -> null;
        };
    }

    /** What a partner's mobile threat defence reported of the device as a whole. */
    private static void threat(JsonAt before, JsonAt row, Differences differences) {
        Severity now = threat(row);
        Severity then = threat(before);
        if (now == then) {
            return;
        }
        String finding = VENDOR + ":" + row.get("id").requireText() + ":partner-threat";
        String title = "Threat reported to Intune by a partner";
        if (now == Severity.UNKNOWN) {
            differences.add(
                    SignalType.THREAT_RESOLVED,
                    new Threat(finding, title, FindingState.RESOLVED, then, null, List.of()));
        } else {
            differences.add(
                    then == Severity.UNKNOWN ? SignalType.THREAT_DETECTED : SignalType.THREAT_UPDATED,
                    new Threat(finding, title, FindingState.NEW, now, null, List.of()));
        }
    }

    private static Severity threat(JsonAt row) {
        return switch (word(row.get("partnerReportedThreatState"))) {
            case "lowseverity" -> Severity.LOW;
            case "mediumseverity" -> Severity.MEDIUM;
            case "highseverity", "compromised" -> Severity.HIGH;
            default -> Severity.UNKNOWN;
        };
    }

    private static boolean isLeaving(JsonAt row) {
        return LEAVING.contains(word(row.get("managementState")));
    }

    private static String word(JsonAt value) {
        String text = value.text();
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
