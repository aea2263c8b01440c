// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.poll;

import io.tocsin.connectors.vendor.ApiConfig;
import java.util.List;

/**
 * Threats, activities and agents of a SentinelOne console.
 *
 * @param instance the console's name; its ids are unique within it
 * @param feeds which of {@code threats}, {@code activities}, {@code agents}; all where empty
 */
public record SentinelOneConfig(
        String name, String tenant, String instance, List<String> feeds, ApiConfig api, Schedule schedule)
        implements PollConfig {
    public SentinelOneConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        instance = Checked.word(name, "instance", instance);
        feeds = Checked.feeds(name, feeds, List.of("threats", "activities", "agents"));
        api = Checked.present(name, "api", api);
        schedule = schedule == null ? Schedule.USUAL : schedule;
    }
}
