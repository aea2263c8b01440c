// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.identity;

import java.time.Instant;
import java.util.List;

/** Strong names that prove nothing any more, the latest first. */
public record DemotionsView(List<DemotionView> demotions) {

    /**
     * One name.
     *
     * @param value as names are compared
     * @param evidence the signal that showed it
     * @param principals on whom it was seen
     */
    public record DemotionView(
            String tenant,
            String kind,
            String namespace,
            String value,
            Instant at,
            String evidence,
            List<String> principals) {}
}
