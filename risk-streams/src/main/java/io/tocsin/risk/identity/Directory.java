// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.risk.names.CanonicalForm;
import io.tocsin.schemas.risk.IdentityLink;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.TenantShard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The names and principals of one tenant shard while one signal is resolved. Nothing is written before {@link #save()},
 * and then in an order in which a crash does no harm: first the principals in the order in which they were touched, so
 * that a surviving one is there before the absorbed one points to it; then the names.
 */
final class Directory {
    private final String shard;
    private final KeyValueStore<String, byte[]> aliasStore;
    private final KeyValueStore<String, byte[]> principalStore;
    private final Map<String, Alias> aliases = new LinkedHashMap<>();
    private final Map<CanonicalId, Known> principals = new LinkedHashMap<>();
    private final Map<String, IdentityLink> links = new LinkedHashMap<>();

    Directory(
            TenantShard shard, KeyValueStore<String, byte[]> aliasStore, KeyValueStore<String, byte[]> principalStore) {
        this.shard = shard.tenant() + "|" + shard.shard() + "|";
        this.aliasStore = aliasStore;
        this.principalStore = principalStore;
    }

    Alias alias(Identifier identifier) {
        String form = CanonicalForm.of(identifier);
        Alias written = aliases.get(form);
        if (written != null) {
            return written;
        }
        byte[] bytes = aliasStore.get(shard + form);
        return bytes == null ? Alias.NOBODYS : Alias.of(bytes);
    }

    void hold(Identifier identifier, Known principal, String evidence, Instant at, boolean alone) {
        Alias before = alias(identifier);
        Alias after = before.heldBy(principal.id, at, alone);
        if (!after.equals(before)) {
            aliases.put(CanonicalForm.of(identifier), after);
            boolean known = before.holders().stream()
                    .anyMatch(holder -> holder.principal().equals(principal.id));
            if (!known) {
                // where a merge by the same signal said more, that stands
                links.putIfAbsent(
                        linkKey(identifier, principal.id),
                        new IdentityLink(identifier, principal.id, null, evidence, at));
            }
        }
    }

    void demote(Identifier identifier) {
        aliases.put(CanonicalForm.of(identifier), alias(identifier).demote());
    }

    void redirect(Identifier identifier, CanonicalId absorbed, CanonicalId surviving, String evidence, Instant at) {
        links.put(linkKey(identifier, absorbed), new IdentityLink(identifier, absorbed, surviving, evidence, at));
    }

    private static String linkKey(Identifier identifier, CanonicalId principal) {
        return principal.tenant() + "|" + CanonicalForm.of(identifier);
    }

    /** Follows redirects. */
    Optional<Known> principal(@Nullable CanonicalId id) {
        CanonicalId next = id;
        for (int hops = 0; next != null && hops < 64; hops++) {
            Known known = exactly(next);
            if (known == null || known.mergedInto == null) {
                return Optional.ofNullable(known);
            }
            next = known.mergedInto;
        }
        return Optional.empty();
    }

    /** The record itself, even of a principal that is gone. */
    @Nullable
    Known exactly(CanonicalId id) {
        Known loaded = principals.get(id);
        if (loaded != null) {
            return loaded;
        }
        byte[] bytes = principalStore.get(shard + id.text());
        if (bytes == null) {
            return null;
        }
        Known known = KnownBytes.read(bytes);
        principals.put(id, known);
        return known;
    }

    Known create(CanonicalId id, Instant firstSeen) {
        Known known = new Known(id, firstSeen);
        known.touch();
        principals.put(id, known);
        return known;
    }

    /** Puts a principal behind all others in the order of writing. */
    void writeLast(Known known) {
        principals.remove(known.id);
        principals.put(known.id, known);
    }

    /** What the stores now say differently, for {@code identity-links}; key as its topic has it. */
    Map<String, IdentityLink> save() {
        for (Known known : new ArrayList<>(principals.values())) {
            if (known.isDirty()) {
                principalStore.put(shard + known.id.text(), KnownBytes.write(known));
            }
        }
        aliases.forEach((form, alias) -> aliasStore.put(shard + form, alias.bytes()));
        return links;
    }

    List<Known> loaded() {
        return List.copyOf(principals.values());
    }
}
