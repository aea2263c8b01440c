// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.risk.names.CanonicalForm;
import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;

/** The stored form of a {@link Known}. */
final class KnownBytes {
    private static final int VERSION = 1;

    private KnownBytes() {}

    static byte[] write(Known known) {
        StateWriter out = new StateWriter(VERSION);
        out.id(known.id);
        out.instant(known.firstSeen);
        out.optional(known.mergedInto, out::id);
        out.each(known.names.values(), name -> {
            out.identifier(name.identifier());
            out.instant(name.seen());
        });
        out.each(known.merges, merge -> {
            out.id(merge.absorbed());
            out.id(merge.surviving());
            out.text(merge.signal());
            out.instant(merge.at());
            out.instant(merge.ingested());
        });
        out.text(known.grownBy);
        out.each(known.sessions, out::id);
        out.text(known.revokedBy);
        out.each(known.revoked, out::id);
        out.instant(known.revokedUntil);
        out.optional(known.user, out::id);
        out.instant(known.userSince);
        out.each(known.observed, out::id);
        out.optional(known.device, out::id);
        out.text(known.boundBy);
        out.bool(known.over);
        return out.toByteArray();
    }

    static Known read(byte[] bytes) {
        StateReader in = new StateReader(bytes, VERSION);
        Known known = new Known(in.id(), in.instant());
        known.mergedInto = in.optional(in::id);
        in.each(() -> new Known.Name(in.identifier(), in.instant()))
                .forEach(name -> known.names.put(CanonicalForm.of(name.identifier()), name));
        known.merges.addAll(in.each(() -> new Known.Merge(in.id(), in.id(), in.text(), in.instant(), in.instant())));
        known.grownBy = in.text();
        known.sessions.addAll(in.each(in::id));
        known.revokedBy = in.text();
        known.revoked = in.each(in::id);
        known.revokedUntil = in.instant();
        known.user = in.optional(in::id);
        known.userSince = in.instant();
        known.observed.addAll(in.each(in::id));
        known.device = in.optional(in::id);
        known.boundBy = in.text();
        known.over = in.bool();
        return known;
    }
}
