// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company;

import java.time.Instant;

/**
 * A session that somebody will have.
 *
 * @param until when it is last used
 * @param signsOut and then ended; most are just left
 */
public record Session(Scene scene, Instant from, Instant until, boolean signsOut) {
    public String id() {
        String id = scene.session();
        if (id == null) {
            throw new IllegalStateException("a session without an id");
        }
        return id;
    }

    public boolean covers(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }
}
