// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.principal;

import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.signal.RiskLevel;
import java.util.Map;

/** The stored form of a {@link RiskRecord}. A field added at the end raises {@link #VERSION}. */
public final class RiskRecords {
    private static final int VERSION = 1;

    private RiskRecords() {}

    public static byte[] write(RiskRecord record) {
        StateWriter out = new StateWriter(VERSION);
        out.id(record.principal);
        out.optional(record.mergedInto, out::id);
        out.instant(record.clock);
        out.instant(record.opened);
        out.name(record.lifecycle);
        out.name(record.level);
        out.each(record.names, out::identifier);
        out.optional(record.user, party -> party.write(out));
        out.optional(record.device, party -> party.write(out));
        out.optional(record.lastChange, change -> {
            out.text(change.trigger());
            out.instant(change.at());
        });
        record.seen.write(out);
        record.evidence.write(out);
        record.checks.write(out);
        out.each(record.inflows.entrySet(), entry -> {
            out.id(entry.getKey());
            entry.getValue().write(out);
        });
        record.sessions.write(out);
        out.instant(record.namesAsOf);
        out.each(record.predecessors, out::id);
        out.each(record.decisions, decision -> decision.write(out));
        return out.toByteArray();
    }

    /** Reads what {@link #write} wrote; throws {@link IllegalStateException} for damage or another version. */
    public static RiskRecord read(byte[] bytes) {
        StateReader in = new StateReader(bytes, VERSION);
        RiskRecord record = new RiskRecord(in.id());
        record.mergedInto = in.optional(in::id);
        record.clock = in.instant();
        record.opened = in.instant();
        record.lifecycle = in.name(Lifecycle.class);
        record.level = in.name(RiskLevel.class);
        record.names = in.each(in::identifier);
        record.user = in.optional(() -> Party.read(in));
        record.device = in.optional(() -> Party.read(in));
        record.lastChange = in.optional(() -> new RiskRecord.Change(in.text(), in.instant()));
        record.seen = Seen.read(in);
        record.evidence = Evidence.read(in);
        record.checks = Checks.read(in);
        in.each(() -> Map.entry(in.id(), Inflow.read(in))).forEach(e -> record.inflows.put(e.getKey(), e.getValue()));
        record.sessions = BoundSessions.read(in);
        record.namesAsOf = in.instant();
        record.predecessors.addAll(in.each(in::id));
        record.decisions.addAll(in.each(() -> Remembered.read(in)));
        return record;
    }
}
