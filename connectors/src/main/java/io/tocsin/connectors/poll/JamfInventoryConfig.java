// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.poll;

import io.tocsin.connectors.jamf.ComplianceGroup;
import io.tocsin.connectors.vendor.ApiConfig;
import java.util.List;

/**
 * The computers that a Jamf Pro server manages.
 *
 * @param instance the server's name, as of its webhooks
 * @param groups the smart groups that decide compliance
 */
public record JamfInventoryConfig(
        String name, String tenant, String instance, List<ComplianceGroup> groups, ApiConfig api, Schedule schedule)
        implements PollConfig {
    public JamfInventoryConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        instance = Checked.word(name, "instance", instance);
        groups = groups == null ? List.of() : List.copyOf(groups);
        api = Checked.present(name, "api", api);
        schedule = schedule == null ? Schedule.USUAL : schedule;
    }
}
