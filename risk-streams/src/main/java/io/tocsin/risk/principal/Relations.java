// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.principal;

import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Entity;
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
    /** The very list that the names were last taken from. */
    private List<Identifier> told = List.of();

    private final Other user = new Other();
    private final Other device = new Other();
    private final Sightings<CanonicalId> users = new Sightings<>();

    Party self(CanonicalId principal) {
        return new Party(principal, names);
    }

    @Nullable
    Party user() {
        return user.party;
    }

    @Nullable
    Party device() {
        return device.party;
    }

    /** Who was seen on this device, and when last. */
    Sightings<CanonicalId> users() {
        return users;
    }

    boolean isWith(CanonicalId other) {
        return user.is(other) || device.is(other);
    }

    /** Says whether that is news; what is older than what is known is none. */
    boolean know(
            CanonicalId principal,
            @Nullable Entity self,
            @Nullable Entity nowUser,
            @Nullable Entity nowDevice,
            Instant said) {
        if (said.isBefore(asOf)) {
            return false;
        }
        boolean isSession = principal.kind() == PrincipalKind.SESSION;
        boolean changed = knowSelf(principal, self);
        if (isSession || principal.kind() == PrincipalKind.DEVICE) {
            changed |= user.hear(nowUser);
        }
        if (isSession) {
            changed |= device.hear(nowDevice);
        }
        asOf = changed ? said : asOf;
        return changed;
    }

    @SuppressWarnings("ReferenceEquality") // what was told in the very same words need not be looked into
    private boolean knowSelf(CanonicalId principal, @Nullable Entity self) {
        if (self == null || self.identifiers() == told || !principal.equals(self.canonicalId())) {
            return false;
        }
        List<Identifier> now = Party.strong(self.identifiers());
        if (now.equals(names)) {
            return false;
        }
        names = now;
        told = self.identifiers();
        return true;
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
        user.absorb(other.user);
        device.absorb(other.device);
        users.addAll(other.users);
    }

    void write(StateWriter out) {
        out.each(names, out::identifier);
        out.instant(asOf);
        out.optional(user.party, party -> party.write(out));
        out.optional(device.party, party -> party.write(out));
        users.write(out, out::id);
    }

    static Relations read(StateReader in) {
        Relations read = new Relations();
        read.names = in.each(in::identifier);
        read.asOf = in.instant();
        read.user.party = in.optional(() -> Party.read(in));
        read.device.party = in.optional(() -> Party.read(in));
        read.users.read(in, in::id);
        return read;
    }

    /** Another one that it has to do with. */
    private static final class Other {
        private @Nullable Party party;
        /** The very list that its names were last taken from. */
        private List<Identifier> told = List.of();

        private boolean is(@Nullable CanonicalId id) {
            return party != null && party.id().equals(id);
        }

        /** Says whether that is news; not where nobody is told of, or somebody who has not been resolved. */
        @SuppressWarnings("ReferenceEquality") // what was told in the very same words need not be looked into
        private boolean hear(@Nullable Entity entity) {
            if (entity == null || (entity.identifiers() == told && is(entity.canonicalId()))) {
                return false;
            }
            Party now = Party.of(entity);
            if (now == null || now.equals(party)) {
                return false;
            }
            party = now;
            told = entity.identifiers();
            return true;
        }

        private void absorb(Other other) {
            if (party == null) {
                party = other.party;
                told = other.told;
            }
        }
    }
}
