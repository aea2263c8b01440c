// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.mapping;

import io.tocsin.schemas.signal.Signal;
import java.util.List;

/** What came of one record. */
public sealed interface Mapped {

    /** It gave signals. */
    record Signals(List<Signal> signals) implements Mapped {
        public Signals {
            signals = List.copyOf(signals);
        }
    }

    /** Part of it gave signals; the record is set aside as well, for the part that did not. */
    record Partly(List<Signal> signals, String reason) implements Mapped {
        public Partly {
            signals = List.copyOf(signals);
        }
    }

    /** It says that other connectors should ask their vendor now; which ones, by name. */
    record Hint(List<String> wakes) implements Mapped {
        public Hint {
            wakes = List.copyOf(wakes);
        }
    }

    /** It is understood and says nothing that is wanted. */
    record Ignored(Why why) implements Mapped {}

    /** Why a record gives no signal; each is a value of a metric. */
    enum Why {
        /** No configured mapping or group asks for it. */
        NOT_CONFIGURED,
        /** It is of a kind that says nothing about anybody's access. */
        NO_MEANING,
        /** It is about the vendor's own server. */
        NO_PRINCIPAL,
        /** It does not prove who sent it, unlike others of the same delivery. */
        NOT_PROVEN,
        /** The same device was seen, unchanged, less than an hour ago. */
        SEEN_RECENTLY
    }
}
