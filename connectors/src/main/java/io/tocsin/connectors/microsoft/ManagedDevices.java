// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.snapshot.Content;
import io.tocsin.connectors.snapshot.Devices;
import io.tocsin.connectors.snapshot.Differences;
import io.tocsin.connectors.snapshot.Inventory;
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
public final class ManagedDevices implements Devices {
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
    private static final Content CONTENT = Content.ofMembers(MEMBERS);
    private static final Set<String> LEAVING =
            Set.of("retirepending", "retireissued", "wipepending", "wipeissued", "deletepending");

    private final Directory directory;

    private ManagedDevices(Directory directory) {
        this.directory = directory;
    }

    /** All devices of a directory. */
    public static SnapshotFormat list(Directory directory, ApiConfig api) {
        return new Inventory(
                VENDOR,
                FAMILY,
                Ask.get(api.at(
                        "/v1.0/deviceManagement/managedDevices?$select=" + String.join(",", MEMBERS) + "&$top=500")),
                GraphLog.PAGING,
                GraphLog.VALUE,
                "id",
                CONTENT,
                Inventory.Role.MANAGES,
                new ManagedDevices(directory));
    }

    @Override
    public void compare(JsonAt before, JsonAt row, Differences differences) {
        ComplianceStatus now = compliance(row);
        ComplianceStatus then = compliance(before);
        if (now != then) {
            differences.add(SignalType.DEVICE_COMPLIANCE_CHANGED, new Compliance(now, then, List.of()));
        }
        threat(before, row, differences);
        if (isLeaving(row) && !isLeaving(before)) {
            differences.add(SignalType.DEVICE_UNENROLLED, Inventory.unmanaged(facts(row)));
        }
        if (!Objects.equals(before.get("userId").text(), row.get("userId").text())) {
            differences.add(SignalType.DEVICE_USER_ASSIGNED, facts(row));
        }
    }

    @Override
    public @Nullable Entity device(JsonAt row) {
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

    @Override
    public @Nullable Entity user(JsonAt row) {
        return directory
                .user(row.get("userId").text(), row.get("userPrincipalName").text())
                .add(IdentifierKind.USER_EMAIL, row.get("emailAddress").text(), Strength.STRONG)
                .display(row.get("userDisplayName").text())
                .entity();
    }

    @Override
    public DeviceFacts facts(JsonAt row) {
        return new DeviceFacts(
                true,
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

    @Override
    public boolean isLeaving(JsonAt row) {
        return LEAVING.contains(word(row.get("managementState")));
    }

    private static String word(JsonAt value) {
        String text = value.text();
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
