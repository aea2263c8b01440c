// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import static java.util.Objects.requireNonNull;

import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.live.LiveFeed;
import io.tocsin.connectors.live.LiveFormat;
import io.tocsin.connectors.log.CursorFeed;
import io.tocsin.connectors.log.CursorFormat;
import io.tocsin.connectors.log.WindowFeed;
import io.tocsin.connectors.log.WindowFormat;
import io.tocsin.connectors.microsoft.GraphLog;
import io.tocsin.connectors.poll.PollConfig;
import io.tocsin.connectors.pull.Plan;
import io.tocsin.connectors.pull.Pulled;
import io.tocsin.connectors.pull.Pulled.Maturity;
import io.tocsin.connectors.snapshot.DeltaFeed;
import io.tocsin.connectors.snapshot.SnapshotFeed;
import io.tocsin.connectors.snapshot.SnapshotFormat;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.Origin;
import io.tocsin.connectors.vendor.Vendor;
import io.tocsin.connectors.vendor.VendorApi;
import io.tocsin.connectors.vendor.VendorLines;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One connector that asks its vendor, put together: an open way to the vendor, and a plan for each feed it reads. */
final class PollSource {
    private final PollConfig config;
    private final ApiConfig api;
    private final String vendor;
    private final Maturity maturity;
    private final Vendor open;
    private final VendorApi asked;
    private final InstantSource clock;
    private final List<Plan> plans = new ArrayList<>();

    /** Throws {@link IllegalArgumentException} where an address is missing, or authorities cannot be read. */
    PollSource(
            PollConfig config, @Nullable URI usualUrl, int usualPerMinute, String vendor, Maturity maturity, Way way) {
        this.config = config;
        this.api = requireNonNull(config.api(), "api").or(usualUrl, usualPerMinute);
        this.vendor = vendor;
        this.maturity = maturity;
        this.open = Vendor.open(api, way.clock(), RandomGenerator.getDefault());
        this.clock = way.clock();
        this.asked = way.around().apply(open);
    }

    /** When it is, and by whom questions go. */
    record Way(InstantSource clock, UnaryOperator<VendorApi> around) {}

    /** How it is reached, with what is usual for the vendor. */
    ApiConfig api() {
        return api;
    }

    /** By whom its questions go. */
    VendorApi asked() {
        return asked;
    }

    /** Answers that do not end, from any of some origins. */
    VendorLines lines(Set<Origin> origins) {
        return open.lines(origins);
    }

    /** How late the vendor may show a record, where nothing else is configured. */
    Duration overlap(Duration usual) {
        return config.schedule().overlapOr(usual);
    }

    PollSource cursor(String family, CursorFormat format, Duration interval) {
        return plan(family, interval, id -> new CursorFeed(id, format, asked, lookback()));
    }

    PollSource window(String family, WindowFormat format, Duration interval) {
        return plan(family, interval, id -> new WindowFeed(id, format, asked, lookback()));
    }

    PollSource delta(String family, SnapshotFormat format) {
        return plan(family, Duration.ofMinutes(1), id -> new DeltaFeed(id, format, GraphLog.DELTA, asked));
    }

    PollSource live(String family, LiveFormat format, VendorLines lines) {
        LiveFeed.Limits limits = LiveFeed.Limits.USUAL;
        return plan(family, Duration.ZERO, id -> new LiveFeed(id, format, asked, lines, lookback(), limits, clock));
    }

    PollSource snapshot(String family, SnapshotFormat format, Duration interval) {
        return snapshot(family, format, asked, interval);
    }

    PollSource snapshot(String family, SnapshotFormat format, VendorApi asked, Duration interval) {
        return plan(family, interval, id -> new SnapshotFeed(id, format, asked));
    }

    PollSource plan(String family, Duration usual, Function<FeedId, Feed> opening) {
        FeedId id = new FeedId(config.tenant(), config.name(), vendor, family);
        // what stays open has no interval
        Duration interval = usual.isZero() ? usual : config.schedule().intervalOr(usual);
        plans.add(new Plan(id, interval, () -> opening.apply(id)));
        return this;
    }

    private Duration lookback() {
        return config.schedule().lookbackOr(Duration.ofHours(1));
    }

    Pulled done() {
        return new Pulled(config.tenant(), config.name(), vendor, maturity, plans, open::close);
    }
}
