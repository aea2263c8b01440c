// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Signal;
import org.jspecify.annotations.Nullable;

/** Makes the copies of a signal that its principals get: same id, canonical ids, and all the names that are known. */
final class Copies {
    private final Directory directory;
    private final Signal signal;

    Copies(Directory directory, Signal signal) {
        this.directory = directory;
        this.signal = signal;
    }

    /** With the user and device the session is bound to, whatever the signal says. */
    Signal forSession(Known session) {
        return copy(entity(session.user), entity(session.device), session.entity(null));
    }

    /** With its owner, if one is known: not with whoever happens to be on it. */
    Signal forDevice(Known device, @Nullable Known session) {
        return copy(
                entity(device.owner()),
                device.entity(signal.device() == null ? null : signal.device().display()),
                session == null ? null : session.entity(null));
    }

    Signal forUser(Known user, @Nullable Known session) {
        return copy(
                user.entity(signal.user() == null ? null : signal.user().display()),
                session == null ? null : entity(session.device),
                session == null ? null : session.entity(null));
    }

    private @Nullable Entity entity(@Nullable CanonicalId id) {
        return directory.principal(id).map(known -> known.entity(null)).orElse(null);
    }

    private Signal copy(@Nullable Entity user, @Nullable Entity device, @Nullable Entity session) {
        return new Signal(
                signal.id(),
                signal.type(),
                signal.times(),
                signal.source(),
                signal.initiatingEntity(),
                signal.actor(),
                user,
                device,
                session,
                signal.payload(),
                signal.context(),
                signal.provenance(),
                signal.attributes());
    }
}
