// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.trial;

import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A signal that a test gives.
 *
 * @param at when it happens, after the beginning of the test
 * @param arrives when it is heard, not before {@code at}; of several at the same time in the order of the document
 * @param times how often it comes, at least once
 * @param every how long apart
 * @param about whom it names, by names of the test's own
 */
public record Given(
        Duration at,
        Duration arrives,
        int times,
        Duration every,
        SignalType type,
        Map<PrincipalKind, String> about,
        String vendor,
        String connector,
        @Nullable InitiatingEntity initiatingEntity,
        SignalPayload payload,
        SignalContext context) {
    public Given {
        // sorted, so that equal ones read alike
        about = Collections.unmodifiableMap(new TreeMap<>(about));
    }
}
