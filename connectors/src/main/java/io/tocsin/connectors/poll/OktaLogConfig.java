// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.poll;

import io.tocsin.connectors.vendor.ApiConfig;
import java.util.List;

/**
 * An Okta organisation's System Log.
 *
 * @param org the organisation's name, as of its hooks
 * @param ownIssuers the {@code iss} of the SETs that we send: what they do in Okta is no evidence
 * @param loginIsEmail whether logins are addresses that the organisation vouches for; true where not given
 * @param pageSize 1 to 1000; 1000 where not given
 */
public record OktaLogConfig(
        String name,
        String tenant,
        String org,
        List<String> ownIssuers,
        Boolean loginIsEmail,
        Integer pageSize,
        ApiConfig api,
        Schedule schedule)
        implements PollConfig {
    public OktaLogConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        org = Checked.word(name, "org", org);
        ownIssuers = ownIssuers == null ? List.of() : List.copyOf(ownIssuers);
        loginIsEmail = loginIsEmail == null || loginIsEmail;
        pageSize = pageSize == null ? 1000 : pageSize;
        if (pageSize < 1 || pageSize > 1000) {
            throw new IllegalArgumentException(
                    "connector " + name + ": page-size is " + pageSize + ", expected 1 to 1000");
        }
        api = Checked.present(name, "api", api);
        schedule = schedule == null ? Schedule.USUAL : schedule;
    }
}
