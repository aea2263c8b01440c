// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.poll;

import io.tocsin.connectors.vendor.ApiConfig;
import java.util.List;

/**
 * Alerts and hosts of CrowdStrike Falcon.
 *
 * @param feeds which of {@code alerts}, {@code hosts}; both where empty
 */
public record CrowdStrikeConfig(String name, String tenant, List<String> feeds, ApiConfig api, Schedule schedule)
        implements PollConfig {
    public CrowdStrikeConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        feeds = Checked.feeds(name, feeds, List.of("alerts", "hosts"));
        api = Checked.present(name, "api", api);
        schedule = schedule == null ? Schedule.USUAL : schedule;
    }
}
