// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.engine;

import io.tocsin.risk.decision.Score;
import io.tocsin.risk.opinion.Held;
import io.tocsin.risk.opinion.Opinion;
import io.tocsin.risk.policy.Levels;
import io.tocsin.risk.policy.Staleness;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.principal.RiskRecord.Lifecycle;
import io.tocsin.risk.regime.Applied;
import io.tocsin.risk.regime.Regime;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When something about a principal changes by itself, if nothing is heard meanwhile. All of it in event time. */
final class Horizon {
    /** A session of which nothing more is heard, and whose end nobody told, is over after this. */
    static final Duration IDLE = Duration.ofDays(30);
    /** A session that is over is forgotten when no signal can be on its way to it any more. */
    static final Duration KEPT = Duration.ofDays(7);

    private static final long FARTHEST_MS = Duration.ofDays(400).toMillis();

    private Horizon() {}

    /** The next such moment. */
    static Optional<Instant> next(RiskRecord record, Regime regime) {
        if (record.mergedInto().isPresent()) {
            return Optional.empty();
        }
        Instant next = end(record).orElse(null);
        if (record.lifecycle() == Lifecycle.LIVE) {
            for (int i = 0; i < record.opinions().size(); i++) {
                Opinion opinion = record.opinions().get(i);
                if (i < regime.policies().size() && !opinion.isOver()) {
                    Applied applied = regime.policies().get(i);
                    next = sooner(next, fading(record, opinion, applied).orElse(null));
                    next = sooner(next, silence(record, opinion, applied));
                }
                for (Held held : opinion.held()) {
                    next = sooner(next, held.until());
                }
            }
        }
        return Optional.ofNullable(next);
    }

    private static @Nullable Instant sooner(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    /** When the session ends, or is forgotten. */
    static Optional<Instant> end(RiskRecord record) {
        if (record.principal().kind() != PrincipalKind.SESSION) {
            return Optional.empty();
        }
        if (record.lifecycle() == Lifecycle.OVER) {
            return Optional.of(record.clock().plus(KEPT));
        }
        Instant idle = record.clock().plus(IDLE);
        return record.expires()
                .filter(expires -> expires.isBefore(idle))
                .map(expires -> expires.isAfter(record.clock()) ? expires : record.clock())
                .or(() -> Optional.of(idle));
    }

    /** When the level falls as evidence fades: the first millisecond at which it does. */
    private static Optional<Instant> fading(RiskRecord record, Opinion opinion, Applied applied) {
        if (opinion.scored().compareTo(RiskLevel.LOW) <= 0) {
            return Optional.empty();
        }
        Score score = Score.of(record, opinion, applied);
        Levels levels = applied.policy().levels();
        Instant from = record.clock();
        long near = 0;
        long far = 1000;
        while (levels.of(score.at(from.plusMillis(far)), opinion.scored()) == opinion.scored()) {
            near = far;
            far *= 2;
            if (far > FARTHEST_MS) {
                return Optional.empty();
            }
        }
        while (far - near > 1) {
            long middle = near + (far - near) / 2;
            if (levels.of(score.at(from.plusMillis(middle)), opinion.scored()) == opinion.scored()) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return Optional.of(from.plusMillis(far));
    }

    private static @Nullable Instant silence(RiskRecord record, Opinion opinion, Applied applied) {
        Instant next = null;
        for (Staleness watched : applied.policy().staleness()) {
            if (watched.of().contains(record.principal().kind()) && !opinion.isStale(watched.source())) {
                Instant heard = record.heard().of(watched.source()).orElse(null);
                if (heard != null) {
                    Instant silent = heard.plus(watched.ttl());
                    next = sooner(next, silent.isAfter(record.clock()) ? silent : record.clock());
                }
            }
        }
        return next;
    }
}
