// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.connector;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connector that asks its vendor, as of a moment ago.
 *
 * @param maturity {@code documented}, {@code verified-contract} or {@code verified-live}
 * @param here whether the hub that was asked reads it
 */
public record ConnectorView(
        String name,
        String tenant,
        String vendor,
        String maturity,
        boolean paused,
        boolean here,
        List<ConnectorFeedView> feeds) {

    /**
     * One of its feeds.
     *
     * @param intervalSeconds from the end of a pass to the beginning of the next; 0 for what the vendor keeps open
     * @param newestRecord the newest time that a record of the vendor bore
     * @param answered when the vendor last answered as it should; to a minute
     * @param readUntil up to when everything was read
     * @param passes how often it was read to its end
     * @param placeKept when its place was last written down
     * @param errorClass {@code authorization}, {@code throttled}, {@code transient}, {@code cursor-invalid},
     *     {@code protocol} or {@code ours}; absent while all is well
     * @param nextTry when the vendor is asked again at the earliest
     */
    public record ConnectorFeedView(
            String name,
            long intervalSeconds,
            @Nullable Instant newestRecord,
            @Nullable Instant answered,
            @Nullable Instant readUntil,
            long passes,
            @Nullable Instant placeKept,
            @Nullable String errorClass,
            @Nullable String error,
            @Nullable Integer failures,
            @Nullable Instant failingSince,
            @Nullable Instant nextTry) {}
}
