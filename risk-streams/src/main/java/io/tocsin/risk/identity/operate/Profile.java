// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.operate;

import io.tocsin.risk.identity.directory.Known;
import io.tocsin.risk.identity.directory.Ownership;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.Strength;
import io.tocsin.schemas.signal.TenantShard;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one principal.
 *
 * @param known its record; of the principal it was merged into, where it was
 * @param names with what each proves
 * @param sessions of a device or user: its live ones
 * @param reach of a device: live sessions that are not bound to any, of users who were seen on it lately
 * @param people of a device: the name by which people know each of its users
 */
public record Profile(
        TenantShard shard,
        Known known,
        List<Name> names,
        List<Session> sessions,
        List<Session> reach,
        Map<CanonicalId, String> people) {
    public Profile {
        people = Map.copyOf(people);
        names = List.copyOf(names);
        sessions = List.copyOf(sessions);
        reach = List.copyOf(reach);
    }

    /**
     * One of its names.
     *
     * @param strength what it proves; weak also where it was demoted
     */
    public record Name(
            Identifier identifier,
            Strength strength,
            Instant since,
            Instant seen,
            @Nullable Instant until,
            boolean demoted) {}

    /** A live session, whose and on what. */
    public record Session(
            CanonicalId id,
            @Nullable Identifier name,
            Instant opened,
            Instant heard,
            @Nullable CanonicalId user,
            @Nullable CanonicalId device) {}

    /** The one of its names that a text means: {@code KIND:value}, or a value that only one has. */
    public Optional<Identifier> name(String text) {
        Spelling spelling = Spelling.of(text);
        List<Identifier> meant =
                names.stream().map(Name::identifier).filter(spelling::means).toList();
        return meant.size() == 1 ? Optional.of(meant.getFirst()) : Optional.empty();
    }

    /** Whom its management names as its owner. */
    public Optional<Ownership.Sighting> assigned() {
        return known.ownership().assigned();
    }
}
