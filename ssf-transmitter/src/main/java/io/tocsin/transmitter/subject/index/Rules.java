// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject.index;

import java.time.Duration;

/**
 * Where the standard leaves a choice.
 *
 * @param removalGrace how long a removed subject's events go on (SSF 1.0 §9.3)
 * @param withholdUnverified no events about subjects that were added with {@code verified} false
 * @param simpleMatchesUser a simple subject is a complex one with that {@code user}; else it matches no complex one
 */
public record Rules(Duration removalGrace, boolean withholdUnverified, boolean simpleMatchesUser) {
    Terms terms(Terms subject) {
        return simpleMatchesUser ? subject.asUser() : subject;
    }

    /** Is the stream about this entry's subject, were it about nobody else? */
    boolean includes(Entry entry, long now) {
        return (entry.verified || !withholdUnverified)
                && (!entry.wasRemoved() || now < entry.removed + removalGrace.toMillis());
    }

    /** Is the stream not about this entry's subject, were it about everybody else? */
    boolean excludes(Entry entry, long now) {
        return switch (entry.membership) {
            case INCLUDED -> !entry.verified && withholdUnverified;
            case EXCLUDED -> now >= entry.removed + removalGrace.toMillis();
        };
    }
}
