// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.feed.Paging;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.Names;
import io.tocsin.connectors.snapshot.Content;
import io.tocsin.connectors.snapshot.Differences;
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
public final class Machines implements SnapshotFormat {
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
    private final ApiConfig api;

    public Machines(Directory directory, ApiConfig api) {
        this.directory = directory;
        this.api = api;
    }

    @Override
    public Ask ask() {
        return Ask.get(api.at("/api/machines?$top=10000"));
    }

    @Override
    public Paging paging() {
        return Paging.link(JsonPointer.compile("/@odata.nextLink"));
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
        return isDouble(row)
                ? new Mapped.Ignored(Mapped.Why.NO_MEANING)
                : differences(row, moment)
                        .add(SignalType.DEVICE_SEEN, facts(row))
                        .mapped();
    }

    @Override
    public Mapped changed(JsonAt before, JsonAt row, Moment moment) {
        RiskLevel now = level(row);
        RiskLevel then = level(before);
        if (isDouble(row) || now == then) {
            return new Mapped.Ignored(Mapped.Why.NO_MEANING);
        }
        return differences(row, moment)
                .add(
                        SignalType.RISK_ASSESSED,
                        new VendorRisk(
                                PrincipalKind.DEVICE,
                                now,
                                then == RiskLevel.UNKNOWN ? null : then,
                                "riskScore",
                                List.of()))
                .mapped();
    }

    /** Defender forgets machines that were silent for half a year: that is no news of the machine. */
    @Override
    public Mapped gone(JsonAt before, Moment moment) {
        return new Mapped.Ignored(Mapped.Why.NO_MEANING);
    }

    private Differences differences(JsonAt row, Moment moment) {
        return new Differences(
                moment.arrival(), Alerts.VENDOR, FAMILY, id(row), moment.pass(), moment.previous(), device(row), null);
    }

    private @Nullable Entity device(JsonAt row) {
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

    private static DeviceFacts facts(JsonAt row) {
        return new DeviceFacts(
                null, null, row.get("osPlatform").text(), row.get("version").text());
    }

    private static boolean isDouble(JsonAt row) {
        return row.get("mergedIntoMachineId").text() != null
                || Boolean.TRUE.equals(row.get("isPotentialDuplication").bool());
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
