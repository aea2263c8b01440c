// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull;

import io.tocsin.connectors.feed.FeedId;
import io.tocsin.schemas.connector.ConnectorState.Position;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a feed stands, as of a moment ago.
 *
 * @param here whether this instance reads it
 * @param position absent where it was never read
 */
public record FeedStatus(
        FeedId feed,
        Pulled.Maturity maturity,
        Duration interval,
        boolean paused,
        boolean here,
        @Nullable Position position) {}
