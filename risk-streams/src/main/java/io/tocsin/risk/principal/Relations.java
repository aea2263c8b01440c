// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.principal;

import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By which names a principal is known, whose it is, and who was seen on it, as the identity stage says. */
final class Relations {
    /** How exactly it is known when somebody was last on a device. */
    private static final Duration ON_A_DEVICE = Duration.ofHours(1);

    private List<Identifier> names = List.of();
    private Instant asOf = Instant.EPOCH;
    private @Nullable Party user;
    private @Nullable Party device;
    private final Sightings<CanonicalId> users = new Sightings<>();

    Party self(CanonicalId principal) {
        return new Party(principal, names);
    }

    @Nullable
    Party user() {
        return user;
    }

    @Nullable
    Party device() {
        return device;
    }

    /** Who was seen on this device, and when last. */
    Sightings<CanonicalId> users() {
        return users;
    }

    boolean isWith(CanonicalId other) {
        return (user != null && user.id().equals(other))
                || (device != null && device.id().equals(other));
    }

    /** Says whether that is news; what is older than what is known is none. */
    boolean know(
            CanonicalId principal,
            @Nullable Party self,
            @Nullable Party nowUser,
            @Nullable Party nowDevice,
            Instant said) {
        if (said.isBefore(asOf)) {
            return false;
        }
        boolean changed = false;
        if (self != null && self.id().equals(principal) && !self.identifiers().equals(names)) {
            names = self.identifiers();
            changed = true;
        }
        boolean isSession = principal.kind() == PrincipalKind.SESSION;
        if (nowUser != null && (isSession || principal.kind() == PrincipalKind.DEVICE) && !nowUser.equals(user)) {
            user = nowUser;
            changed = true;
        }
        if (nowDevice != null && isSession && !nowDevice.equals(device)) {
            device = nowDevice;
            changed = true;
        }
        asOf = changed ? said : asOf;
        return changed;
    }

    /** Gives those of whom it is news. */
    List<CanonicalId> sight(List<Sighting> observed) {
        List<CanonicalId> news = List.of();
        for (Sighting sighting : observed) {
            if (users.see(sighting.user(), sighting.seen(), ON_A_DEVICE)) {
                news = news.isEmpty() ? new ArrayList<>() : news;
                news.add(sighting.user());
            }
        }
        return news;
    }

    void absorb(Relations other) {
        user = user == null ? other.user : user;
        device = device == null ? other.device : device;
        users.addAll(other.users);
    }

    void write(StateWriter out) {
        out.each(names, out::identifier);
        out.instant(asOf);
        out.optional(user, party -> party.write(out));
        out.optional(device, party -> party.write(out));
        users.write(out, out::id);
    }

    static Relations read(StateReader in) {
        Relations read = new Relations();
        read.names = in.each(in::identifier);
        read.asOf = in.instant();
        read.user = in.optional(() -> Party.read(in));
        read.device = in.optional(() -> Party.read(in));
        read.users.read(in, in::id);
        return read;
    }
}
