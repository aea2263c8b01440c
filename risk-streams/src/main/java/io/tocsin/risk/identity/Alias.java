// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.signal.CanonicalId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose a name is: of one principal if it is strong, possibly of several if it is not.
 *
 * @param demoted it turned out to be on too many principals to prove anything any more
 */
record Alias(List<Holder> holders, boolean demoted) {
    static final Alias NOBODYS = new Alias(List.of(), false);

    private static final int VERSION = 1;
    private static final int MAX_HOLDERS = 8;
    private static final Duration FRESH = Duration.ofHours(1);

    /** {@code seen}: when the name was last observed on it, by event time, to the hour. */
    record Holder(CanonicalId principal, Instant seen) {}

    Alias {
        holders = List.copyOf(holders);
    }

    /** Equal to this where it is not news. */
    Alias heldBy(CanonicalId principal, Instant at, boolean alone) {
        for (Holder holder : holders) {
            boolean fresh = !at.isAfter(holder.seen.plus(FRESH));
            if (holder.principal.equals(principal) && fresh && (!alone || holders.size() == 1)) {
                return this;
            }
        }
        List<Holder> now = new ArrayList<>(alone ? List.of() : holders);
        now.removeIf(holder -> holder.principal.equals(principal));
        now.add(new Holder(principal, at));
        while (now.size() > MAX_HOLDERS) {
            now.removeFirst();
        }
        return new Alias(now, demoted);
    }

    Alias demote() {
        return new Alias(holders, true);
    }

    byte[] bytes() {
        StateWriter out = new StateWriter(VERSION);
        out.bool(demoted);
        out.each(holders, holder -> {
            out.id(holder.principal);
            out.instant(holder.seen);
        });
        return out.toByteArray();
    }

    static Alias of(byte[] bytes) {
        StateReader in = new StateReader(bytes, VERSION);
        boolean demoted = in.bool();
        return new Alias(in.each(() -> new Holder(in.id(), in.instant())), demoted);
    }
}
