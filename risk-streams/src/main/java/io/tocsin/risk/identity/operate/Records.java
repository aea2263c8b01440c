// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.operate;

import io.tocsin.risk.identity.directory.Alias;
import io.tocsin.risk.identity.directory.Directory;
import io.tocsin.risk.identity.directory.Known;
import io.tocsin.risk.identity.directory.KnownBytes;
import io.tocsin.risk.identity.parking.Parked;
import io.tocsin.risk.identity.parking.Parking;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.TenantShard;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The stores of this process, read while the stage writes them: each record is whole, several may not fit. */
final class Records {
    private final Function<String, ReadOnlyKeyValueStore<String, byte[]>> stores;
    private final IdentityOperations.StoreNames names;

    Records(Function<String, ReadOnlyKeyValueStore<String, byte[]>> stores, IdentityOperations.StoreNames names) {
        this.stores = stores;
        this.names = names;
    }

    /** Follows redirects. */
    Optional<Known> principal(TenantShard shard, @Nullable CanonicalId id) {
        CanonicalId next = id;
        for (int hops = 0; next != null && hops < 64; hops++) {
            Optional<Known> known = exactly(shard, next);
            if (known.isEmpty() || known.get().mergedInto().isEmpty()) {
                return known;
            }
            next = known.get().mergedInto().get();
        }
        return Optional.empty();
    }

    private Optional<Known> exactly(TenantShard shard, CanonicalId id) {
        return get(names.principals(), Directory.prefix(shard) + id.text()).map(KnownBytes::read);
    }

    Alias alias(TenantShard shard, String form) {
        return get(names.aliases(), Directory.prefix(shard) + form)
                .map(Alias::of)
                .orElseGet(Alias::nobodys);
    }

    /** Every principal of a tenant, or of all where that is empty. */
    void eachPrincipal(String tenant, BiConsumer<TenantShard, CanonicalId> each) {
        scan(names.principals(), tenant.isEmpty() ? "" : tenant + "|", entry -> {
            String[] parts = entry.key.split("\\|", 3);
            each.accept(shard(parts), CanonicalId.parse(parts[2]));
        });
    }

    /** The same of names: the form, and what is stored of it. */
    void eachAlias(String tenant, BiConsumer<TenantShard, KeyValue<String, byte[]>> each) {
        scan(names.aliases(), tenant.isEmpty() ? "" : tenant + "|", entry -> {
            if (Directory.isName(entry.key)) {
                String[] parts = entry.key.split("\\|", 3);
                each.accept(shard(parts), KeyValue.pair(parts[2], entry.value));
            }
        });
    }

    /** The same of signals that wait. */
    void eachParked(String tenant, BiConsumer<TenantShard, Parked> each) {
        scan(names.parked(), tenant.isEmpty() ? "" : tenant + "|", entry -> {
            if (Parking.isWaiting(entry.key)) {
                each.accept(shard(entry.key.split("\\|", 3)), Parked.of(entry.value));
            }
        });
    }

    private static TenantShard shard(String[] parts) {
        return new TenantShard(parts[0], Integer.parseInt(parts[1]));
    }

    private void scan(String store, String prefix, Consumer<KeyValue<String, byte[]>> visit) {
        try (KeyValueIterator<String, byte[]> entries = prefix.isEmpty()
                ? stores.apply(store).all()
                : stores.apply(store).range(prefix, prefix + "\uffff")) {
            entries.forEachRemaining(visit);
        } catch (InvalidStateStoreException e) {
            throw new NotHereException(e);
        }
    }

    private Optional<byte[]> get(String store, String key) {
        try {
            return Optional.ofNullable(stores.apply(store).get(key));
        } catch (InvalidStateStoreException e) {
            throw new NotHereException(e);
        }
    }
}
