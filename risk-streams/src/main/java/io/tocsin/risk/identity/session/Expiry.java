// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.session;

import io.tocsin.risk.identity.IdentityConfig;
import io.tocsin.risk.identity.directory.Agenda;
import io.tocsin.risk.identity.directory.Directory;
import io.tocsin.risk.identity.directory.Known;
import io.tocsin.schemas.signal.TenantShard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Sessions whose time has come: those that nobody ended are over, those that have been over for long are forgotten. A
 * few at a time, so that nothing waits for all that ran out during a quiet night; the rest goes with the next signals.
 */
public final class Expiry {
    private static final String BY_TIME = "time";
    private static final int AT_ONCE = 32;

    private final Directory directory;
    private final Agenda agenda;
    private final IdentityConfig config;

    public Expiry(Directory directory, Agenda agenda, IdentityConfig config) {
        this.directory = directory;
        this.agenda = agenda;
        this.config = config;
    }

    /** What happened; the timed out are to be told of. */
    public record Ran(List<Known> timedOut, int forgotten) {}

    /** Looks at what is due by then. */
    public Ran until(Instant now, TenantShard shard) {
        List<Known> timedOut = new ArrayList<>();
        int forgotten = 0;
        for (Agenda.Due due : agenda.due(shard, now, AT_ONCE)) {
            Known session = directory.exactly(due.principal());
            if (session != null && session.mergedInto().isEmpty()) {
                Duration lifetime = config.sessionLifetime();
                if (session.life().deadline(lifetime, config.sessionKept()).isAfter(now)) {
                    lookAgain(session);
                } else if (session.life().over()) {
                    directory.forget(session);
                    forgotten++;
                } else {
                    session.end(BY_TIME, session.life().deadline(lifetime, config.sessionKept()), true);
                    directory.writeLast(session);
                    Bindings.unbind(directory, session);
                    lookAgain(session);
                    timedOut.add(session);
                }
            }
            agenda.done(shard, due);
        }
        return new Ran(timedOut, forgotten);
    }

    private void lookAgain(Known session) {
        directory.lookAgain(session, session.life().deadline(config.sessionLifetime(), config.sessionKept()));
    }
}
