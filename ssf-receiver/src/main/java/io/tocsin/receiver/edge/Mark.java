// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.receiver.verify.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing a SET said about who is out.
 *
 * @param first session, user or device; empty for {@link Scope#EVERYONE}
 * @param second the device for {@link Scope#USER_ON_DEVICE}, else empty
 * @param at when it happened
 * @param out false where somebody is in again, or a session began
 * @param until when it need not be known any longer
 * @param reason {@code txn} of the SET, or its {@code jti}
 */
record Mark(Scope scope, String first, String second, Instant at, boolean out, Instant until, String reason) {

    enum Scope {
        /** Every session issued up to then. */
        EVERYONE,
        SESSION,
        /** A user's sessions issued up to then. */
        USER,
        /** The sessions on a device issued up to then. */
        DEVICE,
        USER_ON_DEVICE,
        /** A user as such, whatever the session, until further notice. */
        BLOCKED_USER,
        BLOCKED_DEVICE,
        /** When a session began, for comparison with the above. */
        SESSION_BEGAN
    }

    boolean isNewerThan(Mark other) {
        int order = at.compareTo(other.at);
        return order > 0 || (order == 0 && out && !other.out);
    }

    String toLine() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("scope", scope.name())
                .put("first", first)
                .put("second", second)
                .put("at", at.toEpochMilli())
                .put("out", out)
                .put("until", until.toEpochMilli())
                .put("reason", reason)
                .toString();
    }

    /** Null for a line of a later version. */
    static @Nullable Mark fromLine(String line) {
        ObjectNode node = StrictJson.object(line.getBytes(StandardCharsets.UTF_8));
        if (node == null) {
            return null;
        }
        for (Scope scope : Scope.values()) {
            if (scope.name().equals(node.path("scope").asText())) {
                return new Mark(
                        scope,
                        node.path("first").asText(),
                        node.path("second").asText(),
                        Instant.ofEpochMilli(node.path("at").asLong()),
                        node.path("out").asBoolean(),
                        Instant.ofEpochMilli(node.path("until").asLong()),
                        node.path("reason").asText());
            }
        }
        return null;
    }
}
