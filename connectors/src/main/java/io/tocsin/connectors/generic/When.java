// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.generic;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.generic.spec.Guard;
import io.tocsin.connectors.json.JsonAt;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A {@link Guard}, checked. */
record When(JsonPointer at, Set<String> in) {

    static List<When> of(Key key, List<Guard> guards) {
        List<When> all = new ArrayList<>();
        for (int i = 0; i < guards.size(); i++) {
            Guard guard = guards.get(i);
            all.add(new When(key.get(i).get("at").pointer(guard.at()), Set.copyOf(guard.in())));
        }
        return all;
    }

    boolean holds(JsonAt record) {
        JsonAt value = record.at(at);
        if (in.isEmpty()) {
            return !value.isAbsent();
        }
        return value.node().isValueNode() && in.contains(value.node().asText());
    }
}
