// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.poll;

import io.tocsin.connectors.vendor.ApiConfig;
import java.util.List;

/**
 * The hosts of a Fleet server.
 *
 * @param instance the server's name; its numbers are unique within it
 * @param policies ids or exact names of the policies that decide compliance; the critical ones where empty
 */
public record FleetConfig(
        String name, String tenant, String instance, List<String> policies, ApiConfig api, Schedule schedule)
        implements PollConfig {
    public FleetConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        instance = Checked.word(name, "instance", instance);
        policies = policies == null ? List.of() : List.copyOf(policies);
        api = Checked.present(name, "api", api);
        schedule = schedule == null ? Schedule.USUAL : schedule;
    }
}
