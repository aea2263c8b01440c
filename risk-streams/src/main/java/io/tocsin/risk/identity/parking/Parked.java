// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.parking;

import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import java.util.List;

/**
 * A signal that waits.
 *
 * @param since timestamp of its record
 * @param source the connector that it came by
 * @param reason why nobody could be told when it came
 * @param names the forms of the names it waits for
 * @param signal as its topic carries it
 */
@SuppressWarnings("ArrayRecordComponent") // written and read once, never compared
public record Parked(String id, long since, String source, String reason, List<String> names, byte[] signal) {
    private static final int VERSION = 1;

    public Parked {
        names = List.copyOf(names);
    }

    byte[] bytes() {
        StateWriter out = new StateWriter(VERSION);
        out.text(id);
        out.int64(since);
        out.text(source);
        out.text(reason);
        out.each(names, out::text);
        out.blob(signal);
        return out.toByteArray();
    }

    /** Reads what is stored of a parked signal. */
    public static Parked of(byte[] bytes) {
        StateReader in = new StateReader(bytes, VERSION);
        return new Parked(in.text(), in.int64(), in.text(), in.text(), in.each(in::text), in.blob());
    }
}
