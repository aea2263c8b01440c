// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.risk.identity.directory.Directory;
import io.tocsin.risk.identity.directory.Known;
import io.tocsin.risk.identity.recognition.Recognised;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Recognition;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.Strength;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the copies of a signal that its principals get: same id, canonical ids, and all the names that are known. */
final class Copies {
    private final Directory directory;
    private final Signal signal;
    private final Map<CanonicalId, Recognition> recognised = new HashMap<>();

    Copies(Directory directory, Signal signal) {
        this.directory = directory;
        this.signal = signal;
    }

    /** The signal means that one; copies say how sure that is. */
    void recognise(Recognised found) {
        recognised.put(found.known().id(), found.how());
    }

    /** Did strong names tell that it is that one? */
    boolean isSure(Known known) {
        Recognition how = recognised.get(known.id());
        return how != null && how.strength() == Strength.STRONG;
    }

    /** With the user and device the session is bound to, whatever the signal says. */
    Signal forSession(Known session) {
        return signal.about(
                entity(session.life().user()), entity(session.life().device()), entity(session, signal.session()));
    }

    /** With its owner, if one is known: not with whoever happens to be on it. */
    Signal forDevice(Known device, @Nullable Known session) {
        return signal.about(
                device.ownership().owner().map(this::entity).orElse(null),
                entity(device, signal.device()),
                session == null ? null : entity(session, signal.session()));
    }

    Signal forUser(Known user, @Nullable Known session) {
        return signal.about(
                entity(user, signal.user()),
                session == null ? null : entity(session.life().device()),
                session == null ? null : entity(session, signal.session()));
    }

    private Entity entity(Known known, @Nullable Entity told) {
        return known.entity(told == null ? null : told.display(), recognised.get(known.id()));
    }

    private @Nullable Entity entity(@Nullable CanonicalId id) {
        return directory.principal(id).map(known -> entity(known, null)).orElse(null);
    }
}
