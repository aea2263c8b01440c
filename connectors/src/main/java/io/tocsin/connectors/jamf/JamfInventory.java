// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.jamf;

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
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.SignalPayload.Compliance;
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
public final class JamfInventory implements SnapshotFormat {
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
    private final ApiConfig api;
    private final List<ComplianceGroup> groups;

    public JamfInventory(String instance, ApiConfig api, List<ComplianceGroup> groups) {
        this.instance = instance;
        this.api = api;
        this.groups = groups.stream()
                .filter(group -> group.devices() == DeviceClass.COMPUTERS)
                .toList();
    }

    @Override
    public Ask ask() {
        return Ask.get(api.at("/api/v1/computers-inventory?section=GENERAL&section=HARDWARE&section=OPERATING_SYSTEM"
                + "&section=USER_AND_LOCATION&section=GROUP_MEMBERSHIPS&sort=id:asc&page-size=" + PAGE + "&page=0"));
    }

    @Override
    public Paging paging() {
        return Paging.number("page", PAGE);
    }

    @Override
    public Batch records(JsonAt body) {
        return Batch.of(body, RESULTS);
    }

    @Override
    public String id(JsonAt record) {
        return record.get("id").requireId();
    }

    @Override
    public String content(JsonAt record) {
        return CONTENT.read(record);
    }

    @Override
    public Mapped appeared(JsonAt row, Moment moment) {
        SignalType type = moment.baseline() ? SignalType.DEVICE_SEEN : SignalType.DEVICE_ENROLLED;
        return differences(row, moment).add(type, facts(row, null)).mapped();
    }

    @Override
    public Mapped changed(JsonAt before, JsonAt row, Moment moment) {
        Differences differences = differences(row, moment);
        Map<String, PostureCheck> then = checks(before);
        checks(row).forEach((id, check) -> {
            PostureCheck former = then.get(id);
            boolean passed = former != null && former.passed();
            if (former != null && passed != check.passed()) {
                differences.add(
                        SignalType.DEVICE_COMPLIANCE_CHANGED,
                        new Compliance(status(check.passed()), status(passed), List.of(check)));
            }
        });
        if (Boolean.FALSE.equals(managed(row)) && Boolean.TRUE.equals(managed(before))) {
            differences.add(SignalType.DEVICE_UNENROLLED, facts(row, false));
        }
        if (!Objects.equals(user(before), user(row))) {
            differences.add(SignalType.DEVICE_USER_ASSIGNED, facts(row, null));
        }
        return differences.mapped();
    }

    @Override
    public Mapped gone(JsonAt before, Moment moment) {
        return differences(before, moment)
                .add(SignalType.DEVICE_UNENROLLED, facts(before, false))
                .mapped();
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

    private Differences differences(JsonAt row, Moment moment) {
        return new Differences(
                moment.arrival(), VENDOR, FAMILY, id(row), moment.pass(), moment.previous(), device(row), user(row));
    }

    private @Nullable Entity device(JsonAt row) {
        String books = DeviceClass.COMPUTERS.namespace(instance);
        String name = row.get("general").get("name").text();
        return new Names()
                .add(
                        IdentifierKind.DEVICE_SERIAL,
                        row.get("hardware").get("serialNumber").text(),
                        Strength.STRONG)
                .add(IdentifierKind.DEVICE_UDID, row.get("udid").text(), Strength.STRONG)
                .add(IdentifierKind.DEVICE_VENDOR_ID, books, id(row), Strength.STRONG)
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

    private @Nullable Entity user(JsonAt row) {
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

    private static DeviceFacts facts(JsonAt row, @Nullable Boolean managed) {
        return new DeviceFacts(
                managed == null ? managed(row) : managed,
                null,
                "macOS",
                row.get("operatingSystem").get("version").text());
    }

    private static @Nullable Boolean managed(JsonAt row) {
        return row.get("general").get("remoteManagement").get("managed").bool();
    }

    private static ComplianceStatus status(boolean passed) {
        return passed ? ComplianceStatus.COMPLIANT : ComplianceStatus.NOT_COMPLIANT;
    }
}
