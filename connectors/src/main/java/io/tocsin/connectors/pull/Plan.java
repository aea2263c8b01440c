// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull;

import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.FeedId;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A feed to be read.
 *
 * @param interval from the end of a pass to the beginning of the next; zero for what the vendor keeps open
 * @param opening makes the feed, at the beginning and after each failure
 */
public record Plan(FeedId id, Duration interval, Supplier<Feed> opening) {}
