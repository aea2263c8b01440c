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
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.SignalPayload.Compliance;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The devices of a directory: whether they comply, are managed and are let in, as conditional access sees them. */
public final class DirectoryDevices implements Devices {
    public static final String FAMILY = "devices";

    private static final List<String> MEMBERS = List.of(
            "id",
            "deviceId",
            "displayName",
            "operatingSystem",
            "operatingSystemVersion",
            "isCompliant",
            "isManaged",
            "accountEnabled");

    private final Directory directory;

    private DirectoryDevices(Directory directory) {
        this.directory = directory;
    }

    /** To be read by Graph's delta query. */
    public static SnapshotFormat list(Directory directory, ApiConfig api) {
        return new Inventory(
                "entra",
                FAMILY,
                Ask.get(api.at("/v1.0/devices/delta?$select=" + String.join(",", MEMBERS))),
                GraphLog.PAGING,
                GraphLog.VALUE,
                "id",
                Content.ofMembers(MEMBERS),
                Inventory.Role.MANAGES,
                new DirectoryDevices(directory));
    }

    @Override
    public void compare(JsonAt before, JsonAt row, Differences differences) {
        ComplianceStatus now = compliance(row);
        ComplianceStatus then = compliance(before);
        if (now != then) {
            differences.add(SignalType.DEVICE_COMPLIANCE_CHANGED, new Compliance(now, then, List.of()));
        }
        if (isLeaving(row) != isLeaving(before)) {
            differences.add(
                    isLeaving(row) ? SignalType.DEVICE_UNENROLLED : SignalType.DEVICE_ENROLLED,
                    isLeaving(row) ? Inventory.unmanaged(facts(row)) : facts(row));
        }
    }

    @Override
    public @Nullable Entity device(JsonAt row) {
        String name = row.get("displayName").text();
        return directory
                .device(row.get("deviceId").text())
                .add(
                        IdentifierKind.DEVICE_VENDOR_ID,
                        directory.books(),
                        row.get("id").text(),
                        Strength.STRONG)
                .add(IdentifierKind.DEVICE_HOSTNAME, name, Strength.MEDIUM)
                .display(name)
                .entity();
    }

    @Override
    public DeviceFacts facts(JsonAt row) {
        return new DeviceFacts(
                row.get("isManaged").bool(),
                null,
                row.get("operatingSystem").text(),
                row.get("operatingSystemVersion").text());
    }

    /** A device that is disabled, or managed no more. */
    @Override
    public boolean isLeaving(JsonAt row) {
        return Boolean.FALSE.equals(row.get("accountEnabled").bool())
                || Boolean.FALSE.equals(row.get("isManaged").bool());
    }

    private static @Nullable ComplianceStatus compliance(JsonAt row) {
        Boolean compliant = row.get("isCompliant").bool();
        if (compliant == null) {
            return null;
        }
        return compliant ? ComplianceStatus.COMPLIANT : ComplianceStatus.NOT_COMPLIANT;
    }
}
