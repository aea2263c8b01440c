// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.RequestJson;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a configuration that the transmitter supplies. A receiver may send back what it has read of them, and
 * nothing else (SSF 1.0 §8.1.1.3).
 */
final class Supplied {
    private static final List<String> MEMBERS = List.of(
            "iss", "aud", "events_supported", "events_delivered", "min_verification_interval", "inactivity_timeout");

    private Supplied() {}

    /**
     * Throws {@link RejectedException} for a member that differs from the configuration before the update. Neither the
     * order of an array nor whether one value stands in an array is a difference.
     */
    static void requireUnchanged(RequestJson sent, ObjectNode now) {
        for (String name : MEMBERS) {
            if (sent.has(name) && !same(sent.member(name), now.get(name))) {
                throw RejectedException.invalid(name + " is not what it is in the stream's configuration, expected "
                        + (now.has(name) ? "the value read there" : "no such member") + ": it is not the receiver's");
            }
        }
    }

    private static boolean same(@Nullable JsonNode sent, @Nullable JsonNode now) {
        if (sent == null || sent.isNull() || now == null) {
            return (sent == null || sent.isNull()) && now == null;
        }
        if (sent.isNumber() && now.isNumber()) {
            return sent.decimalValue().compareTo(now.decimalValue()) == 0;
        }
        return values(sent).equals(values(now));
    }

    private static Set<JsonNode> values(JsonNode node) {
        Set<JsonNode> values = new HashSet<>();
        if (node.isArray()) {
            node.forEach(values::add);
        } else {
            values.add(node);
        }
        return values;
    }
}
