// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.recording;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A signal as it lay in its topic.
 *
 * @param key what it was keyed by
 * @param timestamp of its record, to the millisecond
 */
public record RecordedSignal(TenantShard key, Instant timestamp, Signal signal) {
    public RecordedSignal {
        requireNonNull(key, "key");
        timestamp = requireNonNull(timestamp, "timestamp").truncatedTo(ChronoUnit.MILLIS);
        requireNonNull(signal, "signal");
        if (!key.tenant().equals(signal.source().tenant())) {
            throw new IllegalArgumentException("recorded signal: its key names another tenant than its source");
        }
    }
}
