// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.fleet;

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
public final class FleetHosts implements Devices {
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
    private final Set<String> policies;

    /**
     * The hosts of one server.
     *
     * @param instance the server's name; its numbers are unique within it
     * @param policies ids or exact names of those that decide compliance; those that are critical where empty
     */
    public static SnapshotFormat list(String instance, ApiConfig api, List<String> policies) {
        return new Inventory(
                VENDOR,
                FAMILY,
                Ask.get(api.at("/api/v1/fleet/hosts?populate_policies=true&device_mapping=true&order_key=id&per_page="
                        + PAGE + "&page=0")),
                Paging.number("page", PAGE),
                HOSTS,
                "id",
                CONTENT,
                Inventory.Role.MANAGES,
                new FleetHosts(instance, policies));
    }

    private FleetHosts(String instance, List<String> policies) {
        this.instance = instance;
        this.policies = Set.copyOf(policies);
    }

    @Override
    public void compare(JsonAt before, JsonAt row, Differences differences) {
        Map<String, Boolean> then = new HashMap<>();
        checks(before).forEach(check -> then.put(check.id(), check.passed()));
        for (PostureCheck check : checks(row)) {
            differences.check(check, then.get(check.id()));
        }
    }

    /** A policy that has not run yet says nothing. */
    private List<PostureCheck> checks(JsonAt row) {
        return row.get("policies").elements().stream()
                .filter(this::decides)
                .filter(policy ->
                        response(policy).equals("pass") || response(policy).equals("fail"))
                .map(policy -> new PostureCheck(
                        VENDOR + ":" + instance + ":policy:" + policy.get("id").requireId(),
                        policy.get("name").text(),
                        response(policy).equals("pass")))
                .toList();
    }

    private boolean decides(JsonAt policy) {
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

    @Override
    public @Nullable Entity device(JsonAt row) {
        String host = row.get("hostname").text();
        String display = row.get("display_name").text();
        return new Names()
                .add(IdentifierKind.DEVICE_SERIAL, row.get("hardware_serial").text(), Strength.STRONG)
                .add(IdentifierKind.DEVICE_UDID, row.get("uuid").text(), Strength.STRONG)
                .add(
                        IdentifierKind.DEVICE_VENDOR_ID,
                        VENDOR + ":" + instance,
                        row.get("id").id(),
                        Strength.STRONG)
                .add(IdentifierKind.DEVICE_MAC, row.get("primary_mac").text(), Strength.MEDIUM)
                .add(IdentifierKind.DEVICE_HOSTNAME, host, Strength.MEDIUM)
                .display(display == null ? host : display)
                .entity();
    }

    /** The end user that an identity provider vouches for, or else one that Fleet has a mapping for. */
    @Override
    public @Nullable Entity user(JsonAt row) {
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

    @Override
    public DeviceFacts facts(JsonAt row) {
        return new DeviceFacts(
                true, null, row.get("platform").text(), row.get("os_version").text());
    }
}
