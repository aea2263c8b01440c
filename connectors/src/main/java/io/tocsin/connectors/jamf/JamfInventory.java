// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.jamf;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.feed.Paging;
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
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Jamf Pro's inventory of computers: the truth behind its webhooks, which promise no delivery and name computers by
 * number only. Being in a smart group, or not, is a check.
 */
public final class JamfInventory implements Devices {
    public static final String FAMILY = "computers-inventory";

    private static final String VENDOR = "jamf";
    private static final int PAGE = 100;
    private static final JsonPointer RESULTS = JsonPointer.compile("/results");
    private static final Content CONTENT = Content.of(
            "/id",
            "/udid",
            "/general/name",
            "/general/managementId",
            "/general/remoteManagement/managed",
            "/hardware/serialNumber",
            "/hardware/macAddress",
            "/operatingSystem/version",
            "/userAndLocation/username",
            "/userAndLocation/realname",
            "/userAndLocation/email",
            "/groupMemberships");

    private final String instance;
    private final List<ComplianceGroup> groups;

    /** All computers of a server. */
    public static SnapshotFormat list(String instance, ApiConfig api, List<ComplianceGroup> groups) {
        return new Inventory(
                VENDOR,
                FAMILY,
                Ask.get(api.at("/api/v1/computers-inventory?section=GENERAL&section=HARDWARE&section=OPERATING_SYSTEM"
                        + "&section=USER_AND_LOCATION&section=GROUP_MEMBERSHIPS&sort=id:asc&page-size=" + PAGE
                        + "&page=0")),
                Paging.number("page", PAGE),
                RESULTS,
                "id",
                CONTENT,
                Inventory.Role.MANAGES,
                new JamfInventory(instance, groups));
    }

    private JamfInventory(String instance, List<ComplianceGroup> groups) {
        this.instance = instance;
        this.groups = groups.stream()
                .filter(group -> group.devices() == DeviceClass.COMPUTERS)
                .toList();
    }

    @Override
    public void compare(JsonAt before, JsonAt row, Differences differences) {
        Map<String, PostureCheck> then = checks(before);
        checks(row).forEach((id, check) -> {
            PostureCheck former = then.get(id);
            differences.check(check, former == null ? null : former.passed());
        });
        if (Boolean.FALSE.equals(managed(row)) && Boolean.TRUE.equals(managed(before))) {
            differences.add(SignalType.DEVICE_UNENROLLED, facts(row));
        }
        if (!Objects.equals(user(before), user(row))) {
            differences.add(SignalType.DEVICE_USER_ASSIGNED, facts(row));
        }
    }

    /** One for each configured group, by the id that the webhooks use where Jamf has told it. */
    private Map<String, PostureCheck> checks(JsonAt row) {
        Map<String, PostureCheck> checks = new HashMap<>();
        for (ComplianceGroup group : groups) {
            JsonAt member = membership(row, group);
            String known = group.id() != null ? group.id() : group.name();
            String id = member == null ? known : member.get("groupId").id();
            boolean memberPasses = group.members() == ComplianceGroup.Members.COMPLIANT;
            checks.put(
                    String.valueOf(known),
                    new PostureCheck(
                            DeviceClass.COMPUTERS.namespace(instance) + ":group:" + id,
                            group.name(),
                            (member != null) == memberPasses));
        }
        return checks;
    }

    private static @Nullable JsonAt membership(JsonAt row, ComplianceGroup group) {
        for (JsonAt member : row.get("groupMemberships").elements()) {
            String id = member.get("groupId").id();
            if (id != null
                    && group.is(
                            DeviceClass.COMPUTERS, id, member.get("groupName").text())) {
                return member;
            }
        }
        return null;
    }

    @Override
    public @Nullable Entity device(JsonAt row) {
        String books = DeviceClass.COMPUTERS.namespace(instance);
        String name = row.get("general").get("name").text();
        return new Names()
                .add(
                        IdentifierKind.DEVICE_SERIAL,
                        row.get("hardware").get("serialNumber").text(),
                        Strength.STRONG)
                .add(IdentifierKind.DEVICE_UDID, row.get("udid").text(), Strength.STRONG)
                .add(IdentifierKind.DEVICE_VENDOR_ID, books, row.get("id").id(), Strength.STRONG)
                .add(
                        IdentifierKind.DEVICE_VENDOR_ID,
                        books + ":management",
                        row.get("general").get("managementId").text(),
                        Strength.STRONG)
                .add(
                        IdentifierKind.DEVICE_MAC,
                        row.get("hardware").get("macAddress").text(),
                        Strength.MEDIUM)
                .add(IdentifierKind.DEVICE_HOSTNAME, name, Strength.MEDIUM)
                .display(name)
                .entity();
    }

    @Override
    public @Nullable Entity user(JsonAt row) {
        JsonAt assigned = row.get("userAndLocation");
        return new Names()
                .add(IdentifierKind.USER_EMAIL, assigned.get("email").text(), Strength.STRONG)
                .add(
                        IdentifierKind.USER_LOGIN,
                        "jamf:" + instance,
                        assigned.get("username").text(),
                        Strength.MEDIUM)
                .display(assigned.get("realname").text())
                .entity();
    }

    @Override
    public DeviceFacts facts(JsonAt row) {
        return new DeviceFacts(
                managed(row),
                null,
                "macOS",
                row.get("operatingSystem").get("version").text());
    }

    private static @Nullable Boolean managed(JsonAt row) {
        return row.get("general").get("remoteManagement").get("managed").bool();
    }
}
