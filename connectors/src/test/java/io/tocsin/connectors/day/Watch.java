// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.day;

import io.tocsin.connectors.day.Vendors.Vendor;
import io.tocsin.connectors.lab.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts at the lab's door who asked how often, and writes down who asked when they must not. */
final class Watch {
    /** How many questions a governor lets go at once after a quiet time. */
    private static final int AT_ONCE = 4;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Map<String, Visitor> visitors = new TreeMap<>();
    private final List<String> offences = new ArrayList<>();

    private static final class Visitor {
        private final Deque<Instant> lately = new ArrayDeque<>();
        private final Deque<Duration> refusals = new ArrayDeque<>();
        private Instant closed = Instant.EPOCH;
        private Instant closedUntil = Instant.EPOCH;
        private int tokens;
        private int most;
    }

    Watch() {
        Vendors.ALL.forEach(vendor -> visitors.put(vendor.name(), new Visitor()));
    }

    /** The next 429 that this connector gets says so, or nothing where it is zero. */
    synchronized void refuses(Vendor vendor, Duration retryAfter) {
        visitors.get(vendor.name()).refusals.add(retryAfter);
    }

    synchronized void see(Visit visit) {
        for (Vendor vendor : Vendors.ALL) {
            Visitor visitor = visitors.get(vendor.name());
            if (visit.path().equals("/" + vendor.name() + "/token")) {
                visitor.tokens++;
            } else if (vendor.paths().stream().anyMatch(visit.path()::startsWith)) {
                judge(vendor, visitor, visit);
            }
        }
    }

    private void judge(Vendor vendor, Visitor visitor, Visit visit) {
        Instant now = visit.at();
        if (now.isAfter(visitor.closed) && now.isBefore(visitor.closedUntil)) {
            offences.add(vendor.name() + " asked at " + now + ", not before " + visitor.closedUntil);
        }
        if (visit.status() == 429) {
            Duration told = visitor.refusals.remove();
            visitor.closed = now;
            visitor.closedUntil = now.plus(told);
        }
        visitor.lately.add(now);
        while (!visitor.lately.getFirst().isAfter(now.minus(MINUTE))) {
            visitor.lately.remove();
        }
        visitor.most = Math.max(visitor.most, visitor.lately.size());
        if (visitor.lately.size() > vendor.perMinute() + AT_ONCE) {
            offences.add(vendor.name() + " asked " + visitor.lately.size() + " times in the minute to " + now);
        }
    }

    /** Who asked too often, or too early. */
    synchronized List<String> offences() {
        return List.copyOf(offences);
    }

    synchronized int tokens(Vendor vendor) {
        return visitors.get(vendor.name()).tokens;
    }

    /** The most questions within a minute. */
    synchronized int most(Vendor vendor) {
        return visitors.get(vendor.name()).most;
    }
}
