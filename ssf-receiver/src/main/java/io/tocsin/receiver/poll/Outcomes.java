// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.poll;

import io.tocsin.receiver.intake.Receipt;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What the transmitter is still to be told, kept until a poll that says it is answered. Used by one thread. */
final class Outcomes {
    private final Set<String> acks = new LinkedHashSet<>();
    private final Map<String, Receipt.Rejected> errors = new LinkedHashMap<>();

    void add(String jti, Receipt receipt) {
        switch (receipt) {
            case Receipt.Accepted yes -> acks.add(jti);
            case Receipt.Rejected no -> errors.put(jti, no);
        }
    }

    Set<String> acks() {
        return acks;
    }

    Map<String, Receipt.Rejected> errors() {
        return errors;
    }

    boolean isEmpty() {
        return acks.isEmpty() && errors.isEmpty();
    }

    /**
     * The transmitter can make nothing of it. What it keeps sending is told again then, acknowledgements without errors
     * first, so that these do not keep it from hearing those.
     */
    void refused() {
        if (errors.isEmpty()) {
            acks.clear();
        }
        errors.clear();
    }

    void told() {
        acks.clear();
        errors.clear();
    }
}
