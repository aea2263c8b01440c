// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

import static java.util.Objects.requireNonNull;

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
}
