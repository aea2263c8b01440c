// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The unit within which identifiers are resolved by a single writer: a tenant, or a part of a large one.
 *
 * @param shard counts from 0; 0 where the tenant is not divided
 */
public record TenantShard(String tenant, int shard) {
    public TenantShard {
        if (requireNonNull(tenant, "tenant").isEmpty() || tenant.indexOf('|') >= 0) {
            throw new IllegalArgumentException("tenant is empty or contains '|'");
        }
        if (shard < 0) {
            throw new IllegalArgumentException("shard is " + shard + ", expected 0 or more");
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof TenantShard that && shard == that.shard && tenant.equals(that.tenant));
    }

    @Override
    public int hashCode() {
        return 31 * tenant.hashCode() + shard;
    }
}
