// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

import org.jspecify.annotations.Nullable;

/** Where on the network and on earth it happened, as far as the source says. Coordinates in degrees. */
public record SignalContext(
        @Nullable String ipAddress,
        @Nullable String userAgent,
        @Nullable String country,
        @Nullable Double latitude,
        @Nullable Double longitude,
        @Nullable Integer asNumber,
        @Nullable Boolean proxy) {
    public static final SignalContext NONE = new SignalContext(null, null, null, null, null, null, null);
}
