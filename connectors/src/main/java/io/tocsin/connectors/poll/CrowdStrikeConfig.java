// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.poll;

import io.tocsin.connectors.vendor.ApiConfig;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Alerts, hosts and the event stream of CrowdStrike Falcon.
 *
 * @param feeds which of {@code alerts}, {@code hosts}, {@code event-stream}, {@code assessments}; the first three where
 *     empty
 * @param appId under what name the event stream is read, up to 32 letters and digits: Falcon gives a stream to one
 *     reader of each name; {@code tocsin} and the connector's name where not given
 */
public record CrowdStrikeConfig(
        String name, String tenant, List<String> feeds, String appId, ApiConfig api, Schedule schedule)
        implements PollConfig {
    private static final Pattern APP_ID = Pattern.compile("[a-zA-Z0-9]{1,32}");

    public CrowdStrikeConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        List<String> asked = feeds == null || feeds.isEmpty() ? List.of("alerts", "hosts", "event-stream") : feeds;
        feeds = Checked.feeds(name, asked, List.of("alerts", "hosts", "event-stream", "assessments"));
        appId = appId == null ? usual(name) : appId;
        if (!APP_ID.matcher(appId).matches()) {
            throw new IllegalArgumentException("connector " + name + ": app-id is of " + appId.length()
                    + " characters or has others than letters and digits, expected 1 to 32 of those");
        }
        api = Checked.present(name, "api", api);
        schedule = schedule == null ? Schedule.USUAL : schedule;
    }

    private static String usual(String name) {
        String all = "tocsin" + name.replace("-", "");
        return all.substring(0, Math.min(32, all.length()));
    }
}
