// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.poll;

import io.tocsin.connectors.vendor.ApiConfig;
import java.util.List;

/**
 * Alerts and machines of Microsoft Defender for Endpoint.
 *
 * @param directory the directory's (tenant's) id
 * @param feeds which of {@code alerts}, {@code machines}; both where empty
 */
public record DefenderConfig(
        String name, String tenant, String directory, List<String> feeds, ApiConfig api, Schedule schedule)
        implements PollConfig {
    public DefenderConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        directory = Checked.word(name, "directory", directory);
        feeds = Checked.feeds(name, feeds, List.of("alerts", "machines"));
        api = Checked.present(name, "api", api);
        schedule = schedule == null ? Schedule.USUAL : schedule;
    }
}
