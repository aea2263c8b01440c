// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.record;

import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.Memory;
import io.tocsin.connectors.feed.Page;
import io.tocsin.connectors.pull.Plan;
import io.tocsin.connectors.record.Recording.Said;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.schemas.signal.Signal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading a feed gave, of which nothing was kept.
 *
 * @param fault what it ended with; absent where it came to its end
 */
record DryRun(List<Said> signals, int unusable, @Nullable FaultException fault) {
    /** Of a vendor that always has more. */
    private static final int MOST_PAGES = 1_000;

    /** Reads a feed to its end so many times, or until a fault. */
    static DryRun of(Plan plan, int passes, InstantSource clock) throws InterruptedException {
        List<Said> signals = new ArrayList<>();
        Memory memory = new Memory(plan.id(), clock.instant());
        int unusable = 0;
        try (Feed feed = plan.opening().get()) {
            for (int page = 0, passed = 0; passed < passes && page < MOST_PAGES; page++) {
                Page read = feed.read(memory, clock.instant());
                read.changes().forEach(memory::apply);
                memory.apply(memory.key(), read.position());
                read.harvest().signals().forEach(signal -> signals.add(said(signal)));
                unusable += read.harvest().deadLetters().size();
                passed += read.more() ? 0 : 1;
            }
            return new DryRun(List.copyOf(signals), unusable, null);
        } catch (FaultException e) {
            return new DryRun(List.copyOf(signals), unusable, e);
        }
    }

    private static Said said(Signal signal) {
        return new Said(signal.type().name(), signal.id());
    }

    List<String> types() {
        return signals.stream().map(Said::type).toList();
    }

    @Nullable
    String faultKind() {
        return fault == null ? null : fault.kind().name();
    }
}
