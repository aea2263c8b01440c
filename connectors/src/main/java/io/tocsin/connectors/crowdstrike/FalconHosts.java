// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.crowdstrike;

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
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Falcon's hosts: the only bridge from an agent to a serial number, and whether a host is cut off from the network. */
public final class FalconHosts implements SnapshotFormat {
    public static final String FAMILY = "hosts";

    private static final JsonPointer RESOURCES = JsonPointer.compile("/resources");
    private static final JsonPointer NEXT = JsonPointer.compile("/meta/pagination/next");
    private static final Content CONTENT = Content.of(
            "/device_id",
            "/cid",
            "/hostname",
            "/serial_number",
            "/mac_address",
            "/platform_name",
            "/os_version",
            "/status",
            "/last_login_user",
            "/last_login_user_sid");

    private final ApiConfig api;

    public FalconHosts(ApiConfig api) {
        this.api = api;
    }

    @Override
    public Ask ask() {
        return Ask.get(api.at("/devices/combined/devices/v1?limit=5000"));
    }

    @Override
    public Paging paging() {
        return Paging.token(NEXT, (asked, token) -> Ask.get(Paging.with(asked.uri(), "offset", token)));
    }

    @Override
    public Batch records(JsonAt body) {
        return Batch.of(body, RESOURCES);
    }

    @Override
    public String id(JsonAt record) {
        return record.get("device_id").requireText();
    }

    @Override
    public String content(JsonAt record) {
        return CONTENT.read(record);
    }

    @Override
    public Mapped appeared(JsonAt row, Moment moment) {
        return differences(row, moment)
                .add(SignalType.DEVICE_SEEN, facts(row, isolated(row)))
                .mapped();
    }

    @Override
    public Mapped changed(JsonAt before, JsonAt row, Moment moment) {
        Differences differences = differences(row, moment);
        Boolean now = isolated(row);
        if (now != null && !now.equals(isolated(before))) {
            differences.add(SignalType.DEVICE_ISOLATION_CHANGED, facts(row, now));
        }
        if (!Objects.equals(
                before.get("serial_number").text(), row.get("serial_number").text())) {
            differences.add(SignalType.DEVICE_SEEN, facts(row, now));
        }
        return differences.mapped();
    }

    /** Falcon hides hosts that were silent for long: that is no news of the host. */
    @Override
    public Mapped gone(JsonAt before, Moment moment) {
        return new Mapped.Ignored(Mapped.Why.NO_MEANING);
    }

    private Differences differences(JsonAt row, Moment moment) {
        return new Differences(
                moment.arrival(),
                FalconAlerts.VENDOR,
                FAMILY,
                id(row),
                moment.pass(),
                moment.previous(),
                device(row),
                user(row));
    }

    private static @Nullable Entity device(JsonAt row) {
        String host = row.get("hostname").text();
        return new Names()
                .add(
                        IdentifierKind.DEVICE_VENDOR_ID,
                        FalconAlerts.books(row),
                        row.get("device_id").text(),
                        Strength.STRONG)
                .add(IdentifierKind.DEVICE_SERIAL, row.get("serial_number").text(), Strength.STRONG)
                .add(IdentifierKind.DEVICE_MAC, FalconAlerts.mac(row), Strength.MEDIUM)
                .add(IdentifierKind.DEVICE_HOSTNAME, host, Strength.MEDIUM)
                .display(host)
                .entity();
    }

    private static @Nullable Entity user(JsonAt row) {
        return new Names()
                .add(IdentifierKind.USER_SID, row.get("last_login_user_sid").text(), Strength.STRONG)
                .add(IdentifierKind.USER_LOCAL_NAME, row.get("last_login_user").text(), Strength.WEAK)
                .entity();
    }

    private static DeviceFacts facts(JsonAt row, @Nullable Boolean isolated) {
        return new DeviceFacts(
                null,
                isolated,
                row.get("platform_name").text(),
                row.get("os_version").text());
    }

    /** From when it was ordered until it was lifted: somebody decided so. Absent for a word that nobody knows. */
    private static @Nullable Boolean isolated(JsonAt row) {
        String status = row.get("status").text();
        return switch (status == null ? "" : status) {
            case "normal" -> Boolean.FALSE;
            case "containment_pending", "contained", "lift_containment_pending" -> Boolean.TRUE;
            default -> null;
        };
    }
}
