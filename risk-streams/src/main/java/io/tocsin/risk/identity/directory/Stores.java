// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.directory;

import io.tocsin.risk.state.AtHand;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.TenantShard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What the directories of one task read and write. */
public final class Stores {
    private static final AtHand.Room FOR_NAMES = new AtHand.Room(500, 3);
    private static final AtHand.Room FOR_PRINCIPALS = new AtHand.Room(2_500, 5);

    private final KeyValueStore<String, byte[]> aliases;
    private final AtHand<Name, Alias> names;
    private final AtHand<Whom, Known> principals;
    private final Agenda agenda;
    private final Map<TenantShard, TenantShard> shards = new HashMap<>();

    private record Name(TenantShard shard, String form) {
        private String key() {
            return Directory.prefix(shard) + form;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Name that && form.equals(that.form) && shard.equals(that.shard);
        }

        /** A string knows its own; the same names in many shards are rare. */
        @Override
        public int hashCode() {
            return form.hashCode();
        }
    }

    private record Whom(TenantShard shard, CanonicalId id) {
        private String key() {
            return Directory.prefix(shard) + id.text();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Whom that && id.equals(that.id) && shard.equals(that.shard);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }
    }

    public Stores(KeyValueStore<String, byte[]> aliases, KeyValueStore<String, byte[]> principals, Agenda agenda) {
        this.aliases = aliases;
        this.names = new AtHand<>(aliases, Name::key, new AtHand.Form<>(Alias::of, Alias::bytes), FOR_NAMES);
        this.principals = new AtHand<>(
                principals, Whom::key, new AtHand.Form<>(KnownBytes::read, KnownBytes::write), FOR_PRINCIPALS);
        this.agenda = agenda;
    }

    public Agenda agenda() {
        return agenda;
    }

    /** The one of equal shards that is in all keys, so that to compare them takes no look into them. */
    TenantShard known(TenantShard shard) {
        return shards.computeIfAbsent(shard, first -> first);
    }

    /** A signal went wrong half way: what is in memory may be half changed. */
    public void forgetAtHand() {
        names.forget();
        principals.forget();
    }

    /** Where names are, and what was ruled. */
    KeyValueStore<String, byte[]> rulings() {
        return aliases;
    }

    /** They will be asked for next. */
    void expectNames(TenantShard shard, List<String> forms) {
        List<Name> keys = new ArrayList<>(forms.size());
        for (String form : forms) {
            keys.add(new Name(shard, form));
        }
        names.expect(keys, alias -> alias.holders().size());
    }

    /** They will be asked for next. */
    void expectPrincipals(TenantShard shard, List<CanonicalId> ids) {
        List<Whom> keys = new ArrayList<>(ids.size());
        for (CanonicalId id : ids) {
            keys.add(new Whom(shard, id));
        }
        principals.expect(keys, known -> known.names.forms().size());
    }

    @Nullable
    Alias alias(TenantShard shard, String form) {
        return names.get(new Name(shard, form));
    }

    void put(TenantShard shard, String form, Alias alias) {
        if (alias.isEmpty()) {
            names.delete(new Name(shard, form));
        } else {
            names.put(new Name(shard, form), alias);
        }
    }

    @Nullable
    Known principal(TenantShard shard, CanonicalId id) {
        return principals.get(new Whom(shard, id));
    }

    /** One of its own, for whoever may not save it. */
    @Nullable
    Known copy(TenantShard shard, CanonicalId id) {
        return principals.copy(new Whom(shard, id));
    }

    void put(TenantShard shard, Known known) {
        principals.put(new Whom(shard, known.id()), known);
    }

    void delete(TenantShard shard, CanonicalId id) {
        principals.delete(new Whom(shard, id));
    }
}
