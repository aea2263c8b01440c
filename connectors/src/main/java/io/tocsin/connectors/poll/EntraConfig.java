// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.poll;

import io.tocsin.connectors.vendor.ApiConfig;
import java.util.List;

/**
 * Sign-ins, risks, audits, devices and accounts of a Microsoft Entra directory.
 *
 * @param directory the directory's (tenant's) id; the same for Entra, Intune and Defender, whose names it joins
 * @param feeds which of {@code sign-ins}, {@code risk-detections}, {@code risky-users}, {@code directory-audits},
 *     {@code devices}, {@code users}; all where empty. Risks need a P2 licence
 */
public record EntraConfig(
        String name, String tenant, String directory, List<String> feeds, ApiConfig api, Schedule schedule)
        implements PollConfig {
    private static final List<String> ALL =
            List.of("sign-ins", "risk-detections", "risky-users", "directory-audits", "devices", "users");

    public EntraConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        directory = Checked.word(name, "directory", directory);
        feeds = Checked.feeds(name, feeds, ALL);
        api = Checked.present(name, "api", api);
        schedule = schedule == null ? Schedule.USUAL : schedule;
    }
}
