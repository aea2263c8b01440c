// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull;

import io.tocsin.schemas.connector.StateKey;
import java.util.List;

/**
 * A connector that asks its vendor.
 *
 * @param plans its feeds, at least one
 * @param maturity how far it is known to work
 * @param vendor who is asked
 * @param closing ends what its feeds share
 */
public record Pulled(String tenant, String name, String vendor, Maturity maturity, List<Plan> plans, Runnable closing) {
    public Pulled {
        plans = List.copyOf(plans);
    }

    StateKey order() {
        return StateKey.order(tenant, name);
    }

    /** How far a connector is known to work. */
    public enum Maturity {
        /** Built by the vendor's documents; nobody here has seen the vendor answer. */
        DOCUMENTED,
        /** Held against a machine-readable contract of the vendor's, or its own open source. */
        VERIFIED_CONTRACT,
        /** Seen to work with the vendor. */
        VERIFIED_LIVE
    }
}
