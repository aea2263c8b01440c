// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.principal;

import io.tocsin.risk.opinion.Opinion;
import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.risk.window.Observations;
import java.util.List;
import java.util.Map;

/** The stored form of a {@link RiskRecord}. A field added at the end raises {@link #VERSION}. */
public final class RiskRecords {
    private static final int VERSION = 3;

    private RiskRecords() {}

    public static byte[] write(RiskRecord record) {
        StateWriter out = new StateWriter(VERSION);
        record.head().write(out);
        out.optional(record.mergedInto, out::id);
        out.name(record.lifecycle);
        out.instant(record.clock);
        out.instant(record.opened);
        out.optional(record.expires, out::instant);
        record.relations.write(out);
        out.optional(record.lastChange, change -> {
            out.text(change.trigger());
            out.instant(change.at());
        });
        record.seen.write(out);
        record.checks.write(out);
        record.inflows.write(out);
        record.sessions.write(out);
        record.heard.write(out, out::text);
        out.each(record.windows.entrySet(), entry -> {
            out.text(entry.getKey());
            entry.getValue().write(out);
        });
        out.int64(record.activation);
        out.each(record.opinions, opinion -> opinion.write(out));
        return out.toByteArray();
    }

    /** Reads what {@link #write} wrote; throws {@link IllegalStateException} for damage or another version. */
    public static RiskRecord read(byte[] bytes) {
        StateReader in = new StateReader(bytes, VERSION);
        Head head = Head.read(in);
        RiskRecord record = new RiskRecord(head.principal());
        record.deadline = head.deadline();
        record.decided = head.decided();
        record.revocations.addAll(head.revocations());
        record.mergedInto = in.optional(in::id);
        record.lifecycle = in.name(RiskRecord.Lifecycle.class);
        record.clock = in.instant();
        record.opened = in.instant();
        record.expires = in.optional(in::instant);
        record.relations = Relations.read(in);
        record.lastChange = in.optional(() -> new RiskRecord.Change(in.text(), in.instant()));
        record.seen = Seen.read(in);
        record.checks = Checks.read(in);
        record.inflows = Inflows.read(in);
        record.sessions = BoundSessions.read(in);
        record.heard.read(in, in::text);
        in.each(() -> Map.entry(in.text(), Observations.read(in)))
                .forEach(e -> record.windows.put(e.getKey(), e.getValue()));
        record.activation = in.int64();
        record.opinions = List.copyOf(in.each(() -> Opinion.read(in)));
        record.stored = true;
        return record;
    }

    /** Reads the beginning of it. */
    public static Head head(byte[] bytes) {
        return Head.read(new StateReader(bytes, VERSION));
    }
}
