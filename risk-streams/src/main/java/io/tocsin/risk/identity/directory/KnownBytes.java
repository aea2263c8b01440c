// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.directory;

import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.event.InitiatingEntity;
import java.util.Map;

/** The stored form of a {@link Known}. */
public final class KnownBytes {
    private static final int VERSION = 2;

    private KnownBytes() {}

    static byte[] write(Known known) {
        StateWriter out = new StateWriter(VERSION);
        out.id(known.id);
        out.instant(known.firstSeen);
        out.optional(known.mergedInto, out::id);
        // the form costs more to make than to keep
        out.each(known.names.entries(), entry -> {
            out.text(entry.getKey());
            out.identifier(entry.getValue().identifier());
            out.instant(entry.getValue().since());
            out.instant(entry.getValue().seen());
            out.optional(entry.getValue().until(), out::instant);
        });
        out.each(known.merges, merge -> {
            out.id(merge.absorbed());
            out.id(merge.surviving());
            out.text(merge.signal());
            out.instant(merge.at());
            out.instant(merge.ingested());
        });
        out.each(known.partings, parting -> {
            out.id(parting.other());
            out.text(parting.signal());
            out.instant(parting.at());
        });
        out.text(known.grownBy);
        out.each(known.sessions, out::id);
        out.optional(known.revocation, revocation -> {
            out.text(revocation.signal());
            out.instant(revocation.at());
            out.instant(revocation.ingested());
            out.text(revocation.vendor());
            out.text(revocation.connector());
            out.text(revocation.eventType());
            out.optional(revocation.by(), out::name);
        });
        out.each(known.revoked, out::id);
        known.ownership.write(out);
        known.life.write(out);
        return out.toByteArray();
    }

    /** Reads what is stored of a principal. */
    public static Known read(byte[] bytes) {
        StateReader in = new StateReader(bytes, VERSION);
        Known known = new Known(in.id(), in.instant());
        known.mergedInto = in.optional(in::id);
        in.each(() -> Map.entry(
                        in.text(),
                        new Known.Name(in.identifier(), in.instant(), in.instant(), in.optional(in::instant))))
                .forEach(entry -> known.names.restore(entry.getKey(), entry.getValue()));
        known.merges.addAll(in.each(() -> new Known.Merge(in.id(), in.id(), in.text(), in.instant(), in.instant())));
        known.partings.addAll(in.each(() -> new Known.Parting(in.id(), in.text(), in.instant())));
        known.grownBy = in.text();
        known.restore(in.each(in::id));
        known.revocation = in.optional(() -> new Revocation(
                in.text(),
                in.instant(),
                in.instant(),
                in.text(),
                in.text(),
                in.text(),
                in.optional(() -> in.name(InitiatingEntity.class))));
        known.revoked = in.each(in::id);
        known.ownership.read(in);
        known.life.read(in);
        return known;
    }
}
