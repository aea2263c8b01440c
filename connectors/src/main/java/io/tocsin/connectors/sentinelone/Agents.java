// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.sentinelone;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Names;
import io.tocsin.connectors.snapshot.Devices;
import io.tocsin.connectors.snapshot.Differences;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The agents, which join the names in threats and activities to serial numbers. */
final class Agents implements Devices {
    static final String FAMILY = "agents";
    static final String VENDOR = "sentinelone";

    private final String instance;

    Agents(String instance) {
        this.instance = instance;
    }

    /** In whose books ids are unique. */
    String books() {
        return VENDOR + ":" + instance;
    }

    @Override
    public void compare(JsonAt before, JsonAt row, Differences differences) {
        Boolean now = isolated(row);
        if (now != null && !now.equals(isolated(before))) {
            differences.add(SignalType.DEVICE_ISOLATION_CHANGED, facts(row));
        }
        if (!Objects.equals(
                before.get("serialNumber").text(), row.get("serialNumber").text())) {
            differences.add(SignalType.DEVICE_SEEN, facts(row));
        }
    }

    @Override
    public @Nullable Entity device(JsonAt row) {
        return device(row.get("id"), row.get("uuid"), row.get("serialNumber").text(), row.get("computerName"));
    }

    /** An agent as anything of the console's names it. */
    @Nullable
    Entity device(JsonAt id, JsonAt uuid, @Nullable String serial, JsonAt name) {
        return new Names()
                .add(IdentifierKind.DEVICE_VENDOR_ID, books(), id.id(), Strength.STRONG)
                .add(IdentifierKind.DEVICE_VENDOR_ID, books() + ":uuid", uuid.text(), Strength.STRONG)
                .add(IdentifierKind.DEVICE_SERIAL, serial, Strength.STRONG)
                .add(IdentifierKind.DEVICE_HOSTNAME, name.text(), Strength.MEDIUM)
                .display(name.text())
                .entity();
    }

    /** Who was logged in last, by an agent's row or by what a threat says of the agent. */
    @Override
    public @Nullable Entity user(JsonAt row) {
        return new Names()
                .add(
                        IdentifierKind.USER_EMAIL,
                        row.get("agentLastLoggedInUserMail").text(),
                        Strength.MEDIUM)
                .add(IdentifierKind.USER_UPN, row.get("agentLastLoggedInUpn").text(), Strength.MEDIUM)
                .add(
                        IdentifierKind.USER_LOCAL_NAME,
                        row.get("agentLastLoggedInUserName").text(),
                        Strength.WEAK)
                .add(
                        IdentifierKind.USER_LOCAL_NAME,
                        row.get("lastLoggedInUserName").text(),
                        Strength.WEAK)
                .entity();
    }

    @Override
    public DeviceFacts facts(JsonAt row) {
        return new DeviceFacts(
                null,
                isolated(row),
                row.get("osName").text(),
                row.get("osRevision").text());
    }

    /** From when it was ordered until it was lifted: somebody decided so. */
    private static @Nullable Boolean isolated(JsonAt row) {
        String status = row.get("networkStatus").text();
        return switch (status == null ? "" : status) {
            case "connected" -> Boolean.FALSE;
            case "disconnecting", "disconnected", "connecting" -> Boolean.TRUE;
            default -> null;
        };
    }
}
