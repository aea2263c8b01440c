// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.principal;

import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.signal.CanonicalId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a task must know of every principal when it starts, and so stands at the beginning of each record, to be read
 * without the rest.
 *
 * @param counts it is one of the principals that a share is taken of: there, and if a session, not over
 * @param deadline when something about it changes by itself; absent: never
 * @param decided timestamp of the record that last led to a decision, in ms; 0: none has
 * @param revocations the latest automatic ones
 */
public record Head(
        CanonicalId principal, boolean counts, @Nullable Instant deadline, long decided, List<Revocation> revocations) {
    public Head {
        revocations = List.copyOf(revocations);
    }

    /** A revocation that a policy brought about by itself. */
    public record Revocation(String policy, String connector, Instant at) {
        /** By each policy and connector the latest: of five policies in force, and of those before them. */
        private static final int MOST = 16;

        void in(List<Revocation> latest) {
            latest.removeIf(former -> former.policy.equals(policy) && former.connector.equals(connector));
            latest.add(this);
            while (latest.size() > MOST) {
                latest.removeFirst();
            }
        }
    }

    void write(StateWriter out) {
        out.id(principal);
        out.bool(counts);
        out.optional(deadline, out::instant);
        out.int64(decided);
        out.each(revocations, revocation -> {
            out.text(revocation.policy);
            out.text(revocation.connector);
            out.instant(revocation.at);
        });
    }

    static Head read(StateReader in) {
        return new Head(
                in.id(),
                in.bool(),
                in.optional(in::instant),
                in.int64(),
                in.each(() -> new Revocation(in.text(), in.text(), in.instant())));
    }
}
