// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.poll;

import io.tocsin.connectors.vendor.ApiConfig;

/**
 * The devices that Microsoft Intune manages.
 *
 * @param directory the directory's (tenant's) id
 */
public record IntuneConfig(String name, String tenant, String directory, ApiConfig api, Schedule schedule)
        implements PollConfig {
    public IntuneConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        directory = Checked.word(name, "directory", directory);
        api = Checked.present(name, "api", api);
        schedule = schedule == null ? Schedule.USUAL : schedule;
    }
}
