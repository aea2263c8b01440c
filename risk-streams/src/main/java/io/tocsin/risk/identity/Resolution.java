// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one signal. */
sealed interface Resolution {
    /** A signal for one of the principals it concerns. */
    record Addressed(CanonicalId to, Signal signal) {}

    /**
     * Somebody is told.
     *
     * @param ruling who was meant, where no strong name proved it: what is heard later may say otherwise
     * @param guessed by weak names only
     */
    record Resolved(List<Addressed> addressed, @Nullable CanonicalId ruling, boolean guessed) implements Resolution {
        public Resolved {
            addressed = List.copyOf(addressed);
        }
    }

    /** What our own SETs caused, recordings, and the like: for nobody, and that is as it should be. */
    record Ignored() implements Resolution {}

    /**
     * Nobody can be told yet.
     *
     * @param others what is to be told all the same
     * @param names the forms of the names of which one more link may help
     */
    record Unresolved(List<Addressed> others, List<String> names, String reason) implements Resolution {
        public Unresolved {
            others = List.copyOf(others);
            names = List.copyOf(names);
        }
    }

    /** It can never be followed. */
    record Refused(String reason) implements Resolution {}
}
