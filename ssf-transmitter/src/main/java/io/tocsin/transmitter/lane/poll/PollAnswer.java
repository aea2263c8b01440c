// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.poll;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a poll gets (RFC 8936 §2.3).
 *
 * @param sets signed SETs by {@code jti}, oldest first
 */
public record PollAnswer(Map<String, String> sets, boolean moreAvailable) {
    public static final PollAnswer EMPTY = new PollAnswer(Map.of(), false);

    public PollAnswer {
        sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
    }
}
