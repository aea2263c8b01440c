// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Names;
import io.tocsin.connectors.snapshot.Content;
import io.tocsin.connectors.snapshot.Devices;
import io.tocsin.connectors.snapshot.Differences;
import io.tocsin.connectors.snapshot.Inventory;
import io.tocsin.connectors.snapshot.SnapshotFormat;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalPayload.VendorRisk;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Defender for Endpoint's machines: how risky Defender thinks each is, and which device of the directory it is.
 * Machines that Defender takes for doubles of others say nothing.
 */
public final class Machines implements Devices {
    public static final String FAMILY = "machines";

    private static final Content CONTENT = Content.of(
            "/id",
            "/mergedIntoMachineId",
            "/isPotentialDuplication",
            "/computerDnsName",
            "/osPlatform",
            "/version",
            "/riskScore",
            "/aadDeviceId",
            "/onboardingStatus");

    private final Directory directory;

    private Machines(Directory directory) {
        this.directory = directory;
    }

    /** All machines of a directory; Defender forgets those that were silent for half a year. */
    public static SnapshotFormat list(Directory directory, ApiConfig api) {
        return new Inventory(
                Alerts.VENDOR,
                FAMILY,
                Ask.get(api.at("/api/machines?$top=10000")),
                GraphLog.PAGING,
                GraphLog.VALUE,
                "id",
                CONTENT,
                Inventory.Role.OBSERVES,
                new Machines(directory));
    }

    @Override
    public void compare(JsonAt before, JsonAt row, Differences differences) {
        RiskLevel now = level(row);
        RiskLevel then = level(before);
        if (now != then) {
            differences.add(
                    SignalType.RISK_ASSESSED,
                    new VendorRisk(
                            PrincipalKind.DEVICE,
                            now,
                            then == RiskLevel.UNKNOWN ? null : then,
                            "riskScore",
                            List.of()));
        }
    }

    @Override
    public @Nullable Entity device(JsonAt row) {
        Names names = directory.device(row.get("aadDeviceId").text());
        String name = row.get("computerDnsName").text();
        return names.add(
                        IdentifierKind.DEVICE_VENDOR_ID,
                        Alerts.VENDOR + ":" + directory.id(),
                        row.get("id").text(),
                        Strength.STRONG)
                .add(IdentifierKind.DEVICE_HOSTNAME, name, Strength.MEDIUM)
                .display(name)
                .entity();
    }

    @Override
    public DeviceFacts facts(JsonAt row) {
        return new DeviceFacts(
                null, null, row.get("osPlatform").text(), row.get("version").text());
    }

    @Override
    public boolean counts(JsonAt row) {
        return row.get("mergedIntoMachineId").text() == null
                && !Boolean.TRUE.equals(row.get("isPotentialDuplication").bool());
    }

    private static RiskLevel level(JsonAt row) {
        String word = row.get("riskScore").text();
        return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
            case "none", "informational", "low" -> RiskLevel.LOW;
            case "medium" -> RiskLevel.MEDIUM;
            case "high" -> RiskLevel.HIGH;
            default -> RiskLevel.UNKNOWN;
        };
    }
}
