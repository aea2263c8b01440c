// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.transmitter;

import org.jspecify.annotations.Nullable;

/** A receiver's word on whether states that waited may be left out for later ones, as the admin API has it. */
enum Collapsing {
    ON(true),
    OFF(false),
    /** What the transmitter's configuration says. */
    DEFAULT(null);

    private final @Nullable Boolean registered;

    Collapsing(@Nullable Boolean registered) {
        this.registered = registered;
    }

    /** As it stands in a registration. */
    @Nullable
    Boolean registered() {
        return registered;
    }

    static Collapsing of(@Nullable Boolean registered) {
        if (registered == null) {
            return DEFAULT;
        }
        return registered ? ON : OFF;
    }
}
