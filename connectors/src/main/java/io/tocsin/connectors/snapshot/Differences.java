// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.snapshot;

import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.NaturalKey;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalPayload.Compliance;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what two snapshots of a device tell. It happened between them: the later is the time, the earlier an
 * attribute.
 */
public final class Differences {
    private final SignalTimes times;
    private final SignalSource source;
    private final String key;
    private final @Nullable Instant previous;
    private final @Nullable Entity device;
    private final @Nullable Entity user;
    private final List<Signal> signals = new ArrayList<>();

    /**
     * For one row.
     *
     * @param row the vendor's id of it
     * @param pass makes a difference another than the same one found in an earlier pass
     * @param previous when the earlier snapshot was made
     */
    public Differences(
            Arrival arrival,
            String vendor,
            String family,
            String row,
            long pass,
            @Nullable Instant previous,
            @Nullable Entity device,
            @Nullable Entity user) {
        this.times = new SignalTimes(arrival.at(), TimeQuality.DIFF_UPPER_BOUND, null, arrival.at());
        this.source = arrival.source(vendor, family, family, null, null);
        this.key = NaturalKey.of(List.of(arrival.connector(), row, Long.toString(pass)));
        this.previous = previous;
        this.device = device;
        this.user = user;
    }

    /** One difference more. */
    public Differences add(SignalType type, SignalPayload payload) {
        int ordinal =
                (int) signals.stream().filter(signal -> signal.type() == type).count();
        signals.add(SignalDraft.of(times, source, key)
                .user(user)
                .device(device)
                .attributes(previous == null ? Map.of() : Map.of("not-before", previous.toString()))
                .signal(type, payload, ordinal));
        return this;
    }

    /** A check of compliance, and whether it passed before; nothing where that is not known, or was the same. */
    public void check(PostureCheck check, @Nullable Boolean before) {
        if (before != null && before != check.passed()) {
            add(
                    SignalType.DEVICE_COMPLIANCE_CHANGED,
                    new Compliance(status(check.passed()), status(before), List.of(check)));
        }
    }

    private static ComplianceStatus status(boolean passed) {
        return passed ? ComplianceStatus.COMPLIANT : ComplianceStatus.NOT_COMPLIANT;
    }

    /** All of them; nothing where there are none. */
    public Mapped mapped() {
        return signals.isEmpty() ? new Mapped.Ignored(Mapped.Why.NO_MEANING) : new Mapped.Signals(signals);
    }
}
