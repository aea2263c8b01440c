// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.connectors.pull.Plan;
import io.tocsin.connectors.pull.Pulled;
import io.tocsin.connectors.record.Recording.FeedRecording;
import io.tocsin.connectors.vendor.VendorApi;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Records a connector's session with its vendor, and reads recordings as if the vendor answered. */
public final class Sessions {
    private Sessions() {}

    /** Makes a connector, all of whose questions go another way. */
    public interface Opening {
        Pulled open(UnaryOperator<VendorApi> way, InstantSource clock);
    }

    /**
     * Asks the vendor, feed by feed, and keeps all of it masked. Lines that stay open are left out.
     *
     * @param settings the connector's configuration, without what proves who we are
     * @param own names in it that may stand in addresses
     * @param opening the connector itself
     * @param masked the connector as its masked configuration makes it
     */
    public static Recording record(
            JsonNode settings,
            Set<String> own,
            int passes,
            Opening opening,
            Function<JsonNode, Opening> masked,
            InstantSource clock)
            throws InterruptedException {
        Mask mask = new Mask(own);
        JsonNode connector = Settings.masked(settings, mask);
        Instant at = clock.instant();
        List<Recorder> recorders = new ArrayList<>();
        Pulled pulled = opening.open(
                vendor -> {
                    Recorder recorder = new Recorder(vendor, mask);
                    recorders.add(recorder);
                    return recorder;
                },
                clock);
        List<FeedRecording> feeds = new ArrayList<>();
        try {
            for (Plan plan : pulled.plans()) {
                if (!plan.interval().isZero()) {
                    DryRun run = DryRun.of(plan, passes, clock);
                    List<Exchange> exchanges = recorders.getFirst().taken();
                    feeds.add(replayed(connector, at, masked, plan, passes, exchanges, run));
                }
            }
        } finally {
            pulled.closing().run();
        }
        return new Recording(Recording.FORMAT, at.toString(), connector, feeds);
    }

    /** What a recording is expected to give is what it gives masked, once that is of the same kinds. */
    private static FeedRecording replayed(
            JsonNode connector,
            Instant at,
            Function<JsonNode, Opening> masked,
            Plan plan,
            int passes,
            List<Exchange> exchanges,
            DryRun real)
            throws InterruptedException {
        String feed = plan.id().family();
        DryRun run = played(masked.apply(connector), feed, passes, new Player(exchanges, at), at);
        if (!run.types().equals(real.types()) || run.unusable() != real.unusable()) {
            throw new IllegalStateException("feed " + feed + ": masked, the session gives "
                    + run.types().size()
                    + " signals and " + run.unusable() + " unusable records, expected "
                    + real.types().size() + " and "
                    + real.unusable() + ": some word that the mapping goes by was masked; nothing is kept"
                    + (run.fault() == null ? "" : " (" + run.fault().getMessage() + ")"));
        }
        return new FeedRecording(feed, passes, exchanges, run.signals(), run.unusable(), run.faultKind());
    }

    /** What is different from the recording, in words; nothing where all is as it was. */
    public static List<String> replay(Recording recording, Function<JsonNode, Opening> opening)
            throws InterruptedException {
        List<String> differences = new ArrayList<>();
        Instant at = Instant.parse(recording.at());
        for (FeedRecording feed : recording.feeds()) {
            Player player = new Player(feed.exchanges(), at);
            DryRun run = played(opening.apply(recording.connector()), feed.feed(), feed.passes(), player, at);
            compare(feed, run, player, differences);
        }
        return differences;
    }

    private static void compare(FeedRecording feed, DryRun run, Player player, List<String> differences) {
        String name = "feed " + feed.feed() + ": ";
        String fault = run.faultKind();
        if (!String.valueOf(fault).equals(String.valueOf(feed.fault()))) {
            differences.add(name
                    + (run.fault() == null
                            ? "ends well, expected fault " + feed.fault()
                            : "ends with fault " + fault + ", " + run.fault().getMessage()));
        }
        for (int i = 0; i < Math.max(feed.signals().size(), run.signals().size()); i++) {
            Recording.Said was = i < feed.signals().size() ? feed.signals().get(i) : null;
            Recording.Said is = i < run.signals().size() ? run.signals().get(i) : null;
            if (was == null || !was.equals(is)) {
                differences.add(name + "signal " + (i + 1) + " is " + is + ", expected " + was);
            }
        }
        if (run.unusable() != feed.unusable()) {
            differences.add(name + run.unusable() + " records are unusable, expected " + feed.unusable());
        }
        if (player.left() > 0) {
            differences.add(name + player.left() + " of the recorded questions are not asked");
        }
    }

    private static DryRun played(Opening opening, String feed, int passes, Player player, Instant at)
            throws InterruptedException {
        InstantSource clock = InstantSource.fixed(at);
        Pulled pulled = opening.open(vendor -> player, clock);
        try {
            for (Plan plan : pulled.plans()) {
                if (plan.id().family().equals(feed)) {
                    return DryRun.of(plan, passes, clock);
                }
            }
            throw new IllegalArgumentException("the connector has no feed " + feed);
        } finally {
            pulled.closing().run();
        }
    }
}
