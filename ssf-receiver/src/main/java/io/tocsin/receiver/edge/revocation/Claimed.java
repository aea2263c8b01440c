// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.revocation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose request it is, as far as it says. Of several names each is looked up: which of them the application behind the
 * proxy would pick is not known here.
 *
 * @param users identifiers as SETs may name them, see {@link SubjectKeys}
 * @param issuedAt of the session; null if unknown, which is the stricter reading
 */
public record Claimed(
        List<String> sessions,
        List<String> users,
        List<String> devices,
        @Nullable Instant issuedAt) {
    public Claimed {
        sessions = List.copyOf(sessions);
        users = List.copyOf(users);
        devices = List.copyOf(devices);
    }
}
