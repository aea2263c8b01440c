// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.poll;

import io.tocsin.connectors.vendor.ApiConfig;
import java.util.List;

/**
 * The activity reports of a Google Workspace customer.
 *
 * @param customer the customer's id
 * @param feeds which of {@code login}, {@code user_accounts}, {@code mobile}; all where empty
 */
public record GoogleConfig(
        String name, String tenant, String customer, List<String> feeds, ApiConfig api, Schedule schedule)
        implements PollConfig {
    public GoogleConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        customer = Checked.word(name, "customer", customer);
        feeds = Checked.feeds(name, feeds, List.of("login", "user_accounts", "mobile"));
        api = Checked.present(name, "api", api);
        schedule = schedule == null ? Schedule.USUAL : schedule;
    }
}
