// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.fleet;

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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fleet's hosts. A policy that a host passes or fails is a check of its compliance; which policies count is
 * configuration. Fleet's hook for failing policies tells of new failures only: looking again tells of recovery too.
 */
public final class FleetHosts implements SnapshotFormat {
    public static final String FAMILY = "hosts";

    private static final String VENDOR = "fleet";
    private static final int PAGE = 100;
    private static final JsonPointer HOSTS = JsonPointer.compile("/hosts");
    private static final Content CONTENT = Content.of(
            "/id",
            "/uuid",
            "/hostname",
            "/display_name",
            "/hardware_serial",
            "/primary_mac",
            "/platform",
            "/os_version",
            "/end_users",
            "/device_mapping",
            "/policies");

    private final String instance;
    private final ApiConfig api;
    private final Set<String> policies;

    /**
     * The hosts of one server.
     *
     * @param instance the server's name; its numbers are unique within it
     * @param policies ids or exact names of those that decide compliance; those that are critical where empty
     */
    public FleetHosts(String instance, ApiConfig api, List<String> policies) {
        this.instance = instance;
        this.api = api;
        this.policies = Set.copyOf(policies);
    }

    @Override
    public Ask ask() {
        return Ask.get(api.at("/api/v1/fleet/hosts?populate_policies=true&device_mapping=true&order_key=id&per_page="
                + PAGE + "&page=0"));
    }

    @Override
    public Paging paging() {
        return Paging.number("page", PAGE);
    }

    @Override
    public Batch records(JsonAt body) {
        return Batch.of(body, HOSTS);
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
        return differences(row, moment).add(type, facts(row, true)).mapped();
    }

    @Override
    public Mapped changed(JsonAt before, JsonAt row, Moment moment) {
        Differences differences = differences(row, moment);
        Map<String, Boolean> then = new HashMap<>();
        checks(before).forEach(check -> then.put(check.id(), check.passed()));
        for (PostureCheck check : checks(row)) {
            Boolean passed = then.get(check.id());
            if (passed != null && passed != check.passed()) {
                differences.add(
                        SignalType.DEVICE_COMPLIANCE_CHANGED,
                        new Compliance(status(check.passed()), status(passed), List.of(check)));
            }
        }
        return differences.mapped();
    }

    @Override
    public Mapped gone(JsonAt before, Moment moment) {
        return differences(before, moment)
                .add(SignalType.DEVICE_UNENROLLED, facts(before, false))
                .mapped();
    }

    /** A policy that has not run yet says nothing. */
    private List<PostureCheck> checks(JsonAt row) {
        return row.get("policies").elements().stream()
                .filter(this::counts)
                .filter(policy ->
                        response(policy).equals("pass") || response(policy).equals("fail"))
                .map(policy -> new PostureCheck(
                        VENDOR + ":" + instance + ":policy:" + policy.get("id").requireId(),
                        policy.get("name").text(),
                        response(policy).equals("pass")))
                .toList();
    }

    private boolean counts(JsonAt policy) {
        String id = policy.get("id").id();
        String name = policy.get("name").text();
        return policies.isEmpty()
                ? Boolean.TRUE.equals(policy.get("critical").bool())
                : (id != null && policies.contains(id)) || (name != null && policies.contains(name));
    }

    private static String response(JsonAt policy) {
        String response = policy.get("response").text();
        return response == null ? "" : response;
    }

    private Differences differences(JsonAt row, Moment moment) {
        return new Differences(
                moment.arrival(), VENDOR, FAMILY, id(row), moment.pass(), moment.previous(), device(row), user(row));
    }

    private @Nullable Entity device(JsonAt row) {
        String host = row.get("hostname").text();
        String display = row.get("display_name").text();
        return new Names()
                .add(IdentifierKind.DEVICE_SERIAL, row.get("hardware_serial").text(), Strength.STRONG)
                .add(IdentifierKind.DEVICE_UDID, row.get("uuid").text(), Strength.STRONG)
                .add(IdentifierKind.DEVICE_VENDOR_ID, VENDOR + ":" + instance, id(row), Strength.STRONG)
                .add(IdentifierKind.DEVICE_MAC, row.get("primary_mac").text(), Strength.MEDIUM)
                .add(IdentifierKind.DEVICE_HOSTNAME, host, Strength.MEDIUM)
                .display(display == null ? host : display)
                .entity();
    }

    /** The end user that an identity provider vouches for, or else one that Fleet has a mapping for. */
    private static @Nullable Entity user(JsonAt row) {
        for (JsonAt user : row.get("end_users").elements()) {
            String login = user.get("idp_username").text();
            if (login != null) {
                return new Names()
                        .add(IdentifierKind.USER_EMAIL, login, Strength.STRONG)
                        .display(user.get("idp_full_name").text())
                        .entity();
            }
        }
        for (JsonAt mapping : row.get("device_mapping").elements()) {
            String email = mapping.get("email").text();
            if (email != null) {
                return new Names()
                        .add(IdentifierKind.USER_EMAIL, email, Strength.MEDIUM)
                        .entity();
            }
        }
        return null;
    }

    private static DeviceFacts facts(JsonAt row, boolean managed) {
        return new DeviceFacts(
                managed, null, row.get("platform").text(), row.get("os_version").text());
    }

    private static ComplianceStatus status(boolean passed) {
        return passed ? ComplianceStatus.COMPLIANT : ComplianceStatus.NOT_COMPLIANT;
    }
}
